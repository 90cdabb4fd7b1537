"""The recommender: a Django app that any shop can install."""
