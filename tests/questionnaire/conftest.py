from hypothesis import settings

# A slow machine is no fault of the engine, so no example is held to a time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
