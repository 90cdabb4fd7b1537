"""Offline evaluation: splits, full ranking, measures, baselines and their fusion. No Django."""
