package org.heliograph.cms.repository;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.jcr.RepositoryException;
import org.postgresql.Driver;

/**
 * A PostgreSQL database that stands for the file of the data directory.
 *
 * @param url without user and password
 * @param user who owns what is in it
 * @param password of the user; may be empty
 */
public record Database(String url, String user, String password) {

    private static final String EXAMPLE = "jdbc:postgresql://host:5432/database";
    /** Tried before the driver does, which logs an address that it cannot read. */
    private static final Pattern FORM =
            Pattern.compile("jdbc:postgresql://[^/?@]*/[^/?@]+(\\?(?!(.*&)?(user|password)=).*)?");

    /** A server that is gone is noticed after these times, in seconds. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "connectTimeout", "5", "socketTimeout", "30", "tcpKeepAlive", "true", "ApplicationName", "heliograph");

    private static final int MAX_CAUSES = 50;

    /** @throws IllegalArgumentException if the URL cannot be used; its message says what it takes */
    public Database {
        Properties parsed = FORM.matcher(url).matches() ? Driver.parseURL(url, null) : null;
        if (parsed == null) {
            throw new IllegalArgumentException("an address without user and password, such as " + EXAMPLE);
        }
        StringBuilder complete = new StringBuilder(url);
        DEFAULTS.forEach((name, value) -> {
            if (!parsed.containsKey(name)) {
                complete.append(complete.indexOf("?") < 0 ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(value);
            }
        });
        url = complete.toString();
    }

    /** Where it is, as an operator calls it. */
    String name() {
        return "the PostgreSQL database "
                + url.substring("jdbc:postgresql://".length()).replaceAll("\\?.*", "");
    }

    Connection connect() throws SQLException {
        Properties account = new Properties();
        account.setProperty("user", user);
        // Without one the driver looks into the file of passwords that PostgreSQL's own tools have.
        if (!password.isEmpty()) {
            account.setProperty("password", password);
        }
        return new Driver().connect(url, account);
    }

    /**
     * Whether the failure of a call is one of the database, which may be over when it is called again: not reachable,
     * shutting down, or without room.
     */
    public static boolean hasFailed(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; depth < MAX_CAUSES && cause != null; depth++) {
            if (cause instanceof SQLException e && isPassing(e)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isPassing(SQLException e) {
        String state = Optional.ofNullable(e.getSQLState()).orElse("");
        return Stream.of("08", "57P", "53").anyMatch(state::startsWith);
    }

    /** What an operator can do about a failure of the first connection. */
    RepositoryException cannotBeOpened(SQLException e) {
        String state = Optional.ofNullable(e.getSQLState()).orElse("");
        if (state.startsWith("28") || state.equals("08004")) {
            return refused("does not accept the user " + user
                    + ". Correct HELIOGRAPH_DATABASE_USER and HELIOGRAPH_DATABASE_PASSWORD or"
                    + " HELIOGRAPH_DATABASE_PASSWORD_FILE, or pg_hba.conf of the server");
        } else if (state.equals("3D000")) {
            return refused("does not exist. Create it with createdb, or correct HELIOGRAPH_DATABASE");
        } else if (state.startsWith("57P") || state.startsWith("53")) {
            return refused("takes no connections now: " + e.getMessage());
        } else if (state.startsWith("08")) {
            return refused("cannot be reached: " + firstLine(e) + " Start the server, or correct HELIOGRAPH_DATABASE");
        }
        return refused("cannot be used: " + firstLine(e));
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    RepositoryException refused(String why) {
        return new RepositoryException("HELIOGRAPH_DATABASE: " + name() + " " + why);
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return name() + " as " + user;
    }
}
