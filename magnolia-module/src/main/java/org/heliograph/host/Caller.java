package org.heliograph.host;

/**
 * Who calls, as the host recognised them.
 *
 * @param name user name; {@code anonymous} for nobody in particular
 * @param isModerator whether messages may be read and worked on
 * @param isAdministrator whether settings may be changed besides, and what concerns all messages be done
 */
public record Caller(String name, boolean isModerator, boolean isAdministrator) {}
