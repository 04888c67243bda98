package org.heliograph.message;

/**
 * How a repeat of a message is known without keeping what would tell who sent it.
 *
 * @param key keyed hash of the key that came with the message
 * @param content keyed hash of what the message says
 */
record RepeatKey(String key, String content) {}
