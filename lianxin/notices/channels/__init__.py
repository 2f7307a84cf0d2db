"""What leaves the district: the shapes of each vendor's group robot, the guard of addresses, the posting."""
