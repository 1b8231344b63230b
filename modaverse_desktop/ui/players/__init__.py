"""Sound and video in place: played, scrubbed, stepped, looped. QtMultimedia is loaded when something is played."""
