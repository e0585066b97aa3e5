"""newsdigest: a pile of news articles in, one extractive digest per event out."""
