"""Everything that touches the world: fetching, reading, projecting, delivering, and the doors people use."""
