"""The application in the browser: on one's own machine for a unit, on a server for a team."""
