"""The law as pure functions over frozen data: a refusal or a value comes out."""
