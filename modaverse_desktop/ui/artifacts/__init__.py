"""What was made: shown, enlarged, saved, copied, used again."""
