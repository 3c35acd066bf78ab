"""What people set and what describes the world: settings, dossiers, lexicons, the starter list of feeds. A leaf."""
