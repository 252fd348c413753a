"""The export room: the graph as files for other tools."""
