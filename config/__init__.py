"""What people set and what describes the world: settings, dossiers, lexicons. A leaf."""
