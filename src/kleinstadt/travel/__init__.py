"""Ways: how far it is to other people and to services, along roads or modelled."""
