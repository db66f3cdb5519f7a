"""The review desk: a web app on this machine at which people look at values and say what is right (`dojletters desk`)."""
