"""Histories: several people's conversations, played clean and then as vendors bring them on a bad day.

A clean history brings each thing a person does once, when it is done. A disturbed one brings the same payloads, with
their own times, twice, late, in other company, in another order as far as the vendor may, and again long after. Both
must come to the same state, and to the same replies for everyone.
"""
