"""The form of a visit as a policy of visits states it: what it is made of, how it is read, what it weighs."""
