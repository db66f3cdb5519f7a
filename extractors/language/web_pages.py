"""What a web site prints around an article: its menus, the kind of page, what it offers to share or to read next."""

from __future__ import annotations

import re

_PLACES = r"facebook|twitter|x|linkedin|reddit|pinterest|digg|e-?mail"

CHROME = re.compile(
    r"(?:(?:skip|jump) to (?:the )?(?:main )?(?:content|navigation)|(?:main )?menu|search|share(?: this(?: page)?)?:?"
    rf"|(?:share|tweet|post|print|e-?mail)(?: (?:on|to|via|by))? (?:{_PLACES})|{_PLACES}"
    r"|search(?: the| this)? site"
    r"|printer[- ]friendly(?: version)?|print(?: version| this page)?|e-?mail this page|back to (?:top|news|search)"
    r"|home|archived?(?: content)?|(?:latest|all) news|speech(?:es)?|blog|(?:en )?espa[nñ]ol|return to (?:top|news)"
    r"|(?:news(?:room)?|press|media)(?: (?:and|&) (?:press|news|media|public affairs))? ?(?:releases?|room|center|news)?"
    r"|an official website of the united states government|here[’']s how you know|learn more|read more|close|image|photo"
    r"|official websites use \.gov|secure \.gov websites use https|a \.gov website belongs to .{0,120}"
    r"|(?:a lock\b.{0,20}\bor https://.{0,160}|.{0,10}share sensitive information only on .{0,60})"
    r"|this is archived (?:content|material).{0,200}"
    r"|(?:the )?(?:information|content) (?:here|on this page) (?:is|may be).{0,120})$",
    re.I,
)
"""A line of the page around an article that is no word of it and never its headline."""

PATH = re.compile(
    r"(?=.{1,400}$)(?!.*\d{3}.\d{4})"
    r"(?:(?:home|news(?:room)?|press releases?) [»›>/•|] |(?:[^»›>/•|]{1,60} [»›>/•|] ){2,12})[^»›>/•|]{1,200}$",
    re.I,
)
"""Crumbs, or a row of links: `Home / News / Press Releases`, `FBI • Buffalo • Press Releases`; no telephone numbers."""

PICTURE = re.compile(
    # `Department of Justice Seal`, with what else stands on its row
    r"(?:(?:the|link to) )?(?:(?:united states|u\.s\.) )?(?:department of justice |justice department )+"
    r"(?:seal|logo|banner|emblem|home page)\b.{0,200}$"
    r"|(?:(?:the )?united states )?department of justice (?:the )?(?:united states )?department of justice\b.{0,200}$"
    # `FBI Home Page Banner`
    r"|(?:[\w.’']+ ){1,6}(?:banner|logo|seal|emblem|masthead)$",
    re.I,
)
"""What a page says in place of the pictures at its top; no headline begins so."""

AFTER_ARTICLE = re.compile(
    r"(?:related (?:content|news|materials?|articles?|links?|stories|press releases?)|you may also (?:like|be interested in)"
    r"|more (?:news|from .{3,60}|press releases?|stories|releases?)|recommended(?: for you)?|was this page helpful\??"
    r"|(?:recent|latest|other|similar) (?:news|press releases?|releases?|stories|posts)|stay connected(?: with us)?"
    r"|follow us(?: on .{3,40})?|sign up for (?:e-?mail )?updates.{0,60}|subscribe(?: to .{3,60})?"
    r"|leave a (?:comment|reply)|(?:next|previous) (?:article|story|release))$",
    re.I,
)
"""The heading of what stands below an article on its page: from there on nothing belongs to it."""

COOKIES = re.compile(
    r"(?:(?:we|this (?:web)?site|justice\.gov|our (?:web)?site) uses? (?:\w+ )?cookies\b.*"
    r"|.{0,120}\bcookie (?:policy|settings|preferences|notice)\b.*|(?:accept|reject|allow|decline)(?: all)?(?: cookies)?"
    r"|manage (?:cookies|preferences)|i agree|privacy (?:policy|settings|notice))$",
    re.I,
)
"""A line of a banner that asks for consent."""
MAIL_SERVICE = re.compile(
    r"You are subscribed to\b|You have received this e-?mail because\b|Update your subscriptions\b"
    r"|Manage (?:your )?(?:Preferences|Subscriptions)\b|This (?:service|e-?mail) (?:is provided|was sent)\b"
    r"|Having trouble viewing this e-?mail\b|Bookmark and Share\b|(?:Subscriber Services|Stay Connected):?$",
    re.I,
)
"""How a paragraph begins that the service which sends the Department's mails puts around a release."""
