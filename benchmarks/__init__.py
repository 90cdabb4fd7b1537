"""Each figure of the README comes from one script here; its last line is one JSON object."""
