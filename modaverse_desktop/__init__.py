"""ModaVerse Desktop: any combination of media in, an approved meta-response, any media out. Local and offline."""

__version__ = "0.1.0"
