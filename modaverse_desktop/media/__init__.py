"""Files in and out: what a file is, its pixels, its thumbnail, and pictures written safely."""
