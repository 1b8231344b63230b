"""A picture that moves: what a network says of where each part of it goes, and the pipeline that draws the frames."""
