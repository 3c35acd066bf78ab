"""Reading: from the text of one article to the claims it makes. Pure: no network, no clock, no chance."""
