"""Addresses: changing the address with which somebody signs in, from both mailboxes."""
