"""dojletters: from letters and press releases of the U.S. Department of Justice to validated records."""

__version__ = "0.1.0"
