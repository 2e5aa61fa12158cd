"""Whether somebody is left who may lawfully act, now and after what is about to be done."""
