"""The course read as a proofreader does: is everything there, does it add up, is it spelt and readable?"""
