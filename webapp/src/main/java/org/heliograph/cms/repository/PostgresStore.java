package org.heliograph.cms.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.jcr.RepositoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL on a server. One host works with a database at a time: it holds an advisory lock in a session of its own. That
 * session also tells within a moment that the server is gone, and from then on nobody begins any work, until the lock is held
 * again. If another host had it meanwhile, this one knows less than is stored, and does no more work at all.
 */
final class PostgresStore implements Store {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresStore.class);

    private static final int OLDEST_VERSION = 15;
    private static final int LONGEST_NAME = 63;
    /** Any number that nobody else takes for a lock; this is "heliogra" in ASCII. */
    private static final long LOCK = 0x68656c696f677261L;

    /** As long as a server may need to notice that a host which held the lock has ended. */
    private static final int LOCK_TRIES = 20;

    private static final long TRY_MILLIS = 500;
    private static final int PATIENCE_SECONDS = 5;

    private static final String ID = "id";
    private static final String OPENING = "opening";

    private enum State {
        HELD,
        GONE,
        TAKEN_BY_ANOTHER
    }

    private final Database database;
    private final PurgeNote purge;
    private final String opening = UUID.randomUUID().toString();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread watcher = new Thread(this::watch, "database-watcher");

    /** Used by one thread at a time: the opening one, then the watcher, then the closing one. */
    private Connection session;

    private volatile State state = State.HELD;
    private volatile boolean isInDoubt;

    private PostgresStore(Database database, Path directory, Connection session) {
        this.database = database;
        this.session = session;
        purge = new PurgeNote(directory);
    }

    /**
     * Takes a database for the host.
     *
     * @param directory of the repository, which belongs to the database
     * @throws RepositoryException if the database cannot be reached or used, belongs to another directory, or another host
     *     has it; the message tells an operator what to do
     */
    static PostgresStore open(Database database, Path directory) throws RepositoryException {
        try {
            Connection session = database.connect();
            PostgresStore store = new PostgresStore(database, directory, session);
            boolean complete = false;
            try {
                store.requireFit();
                store.lock();
                store.join(directory);
                complete = true;
            } finally {
                if (!complete) {
                    session.close();
                }
            }
            store.purge.follow(store::vacuum);
            store.watcher.setDaemon(true);
            store.watcher.start();
            return store;
        } catch (SQLException e) {
            throw database.cannotBeOpened(e);
        } catch (IOException e) {
            throw new RepositoryException("Cannot use " + directory + " as the repository's directory", e);
        }
    }

    private void requireFit() throws SQLException, RepositoryException {
        if (session.getMetaData().getDatabaseMajorVersion() < OLDEST_VERSION) {
            throw database.refused("is of version " + session.getMetaData().getDatabaseProductVersion()
                    + "; the host needs PostgreSQL " + OLDEST_VERSION + " or later");
        }
        if (!ask("select pg_encoding_to_char(encoding) from pg_database where datname = current_database()")
                .equals("UTF8")) {
            throw database.refused("is not in UTF-8. Create it with createdb --encoding=UTF8 --template=template0");
        }
        if (ask("select pg_is_in_recovery() or current_setting('default_transaction_read_only')::bool")
                .equals("t")) {
            throw database.refused("can only be read. Name the primary server in HELIOGRAPH_DATABASE");
        }
        if (!ask("select coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)")
                .equals("t")) {
            throw database.refused("lets the user " + database.user()
                    + " create no tables. Make the user its owner: alter database ... owner to ...");
        }
        for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
            if (ask("select current_setting('" + setting + "')").equals("off")) {
                LOG.warn(
                        "{} runs with {}=off: what was acknowledged is lost if the server or its machine crashes",
                        database.name(),
                        setting);
            }
        }
    }

    private String ask(String query) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private void lock() throws SQLException, RepositoryException {
        for (int tries = 1; !tryLock(session); tries++) {
            if (tries == LOCK_TRIES || isClosingWithin(TRY_MILLIS)) {
                throw database.refused(
                        "is in use by another host. End that one, or give each host a database of its own");
            }
        }
    }

    private static boolean tryLock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // So that the server, too, notices soon that a host and its machine are gone.
            statement.execute("set tcp_keepalives_idle = 20");
            statement.execute("set tcp_keepalives_interval = 5");
            statement.execute("set tcp_keepalives_count = 3");
            try (ResultSet locked = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
                locked.next();
                return locked.getBoolean(1);
            }
        }
    }

    private void join(Path directory) throws SQLException, RepositoryException, IOException {
        try (Statement statement = session.createStatement()) {
            statement.execute("set client_min_messages = warning");
            statement.execute(
                    "create table if not exists heliograph_store (name varchar primary key, value varchar not null)");
        }
        new StoreMarker(directory).join(value(session, ID), database.name(), id -> {
            try {
                set(session, ID, id);
            } catch (SQLException e) {
                throw database.cannotBeOpened(e);
            }
        });
        set(session, OPENING, opening);
    }

    private static Optional<String> value(Connection connection, String name) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select value from heliograph_store where name = ?")) {
            query.setString(1, name);
            try (ResultSet found = query.executeQuery()) {
                return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
            }
        }
    }

    private static void set(Connection connection, String name, String value) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("insert into heliograph_store values (?, ?)"
                + " on conflict (name) do update set value = excluded.value")) {
            update.setString(1, name);
            update.setString(2, value);
            update.executeUpdate();
        }
    }

    private boolean isClosingWithin(long millis) {
        try {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void watch() {
        while (state != State.TAKEN_BY_ANOTHER && !isClosingWithin(TRY_MILLIS)) {
            if (state == State.GONE) {
                tryAgain();
            } else if (!answers()) {
                state = State.GONE;
                LOG.error("{} does not answer. Requests that need it get 503 until it does", database.name());
            }
        }
    }

    private boolean answers() {
        try (Statement statement = session.createStatement()) {
            session.setNetworkTimeout(Runnable::run, (int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            return statement.execute("select 1");
        } catch (SQLException e) {
            LOG.debug("The database does not answer", e);
            return false;
        }
    }

    private void tryAgain() {
        try {
            session.close();
            session = database.connect();
            // Our own session of before may still hold it; the server ends that one in time.
            if (!tryLock(session)) {
                return;
            }
            if (value(session, OPENING).filter(opening::equals).isPresent()) {
                state = State.HELD;
                LOG.info("{} answers again", database.name());
            } else {
                state = State.TAKEN_BY_ANOTHER;
                session.close();
                LOG.error("{} was used by another host meanwhile, or restored. End this one", database.name());
            }
        } catch (SQLException e) {
            LOG.debug("The database still does not answer", e);
        }
    }

    @Override
    public Map<String, String> variables() {
        return Map.of(
                "driver",
                "org.postgresql.Driver",
                "url",
                database.url(),
                "user",
                database.user(),
                "password",
                database.password(),
                "type",
                "postgresql",
                "typeOfFiles",
                "postgresql");
    }

    @Override
    public String persistenceManager() {
        return "PostgreSQLPersistenceManager";
    }

    @Override
    public int longestName() {
        return LONGEST_NAME;
    }

    @Override
    public void requireUsable() throws RepositoryException {
        if (state != State.HELD) {
            String why = state == State.GONE ? " does not answer" : " was used by another host meanwhile";
            throw new RepositoryException(
                    database.name() + why, new SQLNonTransientConnectionException(database.name() + why, "08003"));
        }
    }

    @Override
    public void doubt() {
        isInDoubt = true;
    }

    /**
     * Keeps personal data out of the statistics of the planner, which hold samples of all columns and are not purged.
     */
    @Override
    public void opened(String workspace) throws RepositoryException {
        if (!workspace.equals(ContentRepository.MESSAGES)) {
            return;
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String change : list(
                    connection,
                    "select format('alter table %I alter column %I set statistics 0', relname, attname)"
                            + " from pg_attribute join pg_class on pg_class.oid = attrelid"
                            + " where relkind = 'r' and relnamespace = current_schema()::regnamespace"
                            + " and relname like '" + messageTables()
                            + "' and attnum > 0 and atttypid = 'bytea'::regtype and coalesce(attstattarget, -1) <> 0")) {
                statement.execute(change);
            }
        } catch (SQLException e) {
            throw new RepositoryException("The tables of " + workspace + " cannot be set up", e);
        }
    }

    private static String messageTables() {
        return tablePrefix(ContentRepository.MESSAGES).replace("_", "\\_") + "%";
    }

    /** As Jackrabbit makes it of a workspace's name; PostgreSQL folds it to small letters. */
    static String tablePrefix(String workspace) {
        return workspace.replace("-", "_x002d_") + "_";
    }

    private static List<String> list(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    @Override
    public Stamp stamp(Path file) {
        return new Row(file.getFileName().toString());
    }

    /** A stamp in the database itself, so that one restored from a backup has another, or none. */
    private final class Row implements Stamp {

        private final String name;

        Row(String name) {
            this.name = name;
        }

        @Override
        public Optional<String> read() throws IOException {
            return with(connection -> value(connection, name));
        }

        @Override
        public void remove() throws IOException {
            with(connection -> {
                try (PreparedStatement delete =
                        connection.prepareStatement("delete from heliograph_store where name = ?")) {
                    delete.setString(1, name);
                    return delete.executeUpdate();
                }
            });
        }

        @Override
        public void write(String text) throws IOException {
            if (state != State.HELD || isInDoubt) {
                LOG.warn("The index is made anew at the next start: the database failed meanwhile");
                return;
            }
            with(connection -> {
                set(connection, name, text);
                return name;
            });
        }

        private <T> T with(Work<T> work) throws IOException {
            try (Connection connection = database.connect()) {
                return work.on(connection);
            } catch (SQLException e) {
                throw new IOException(database.name() + " failed: " + e.getMessage(), e);
            }
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    @Override
    public void purge() throws RepositoryException {
        purge.write();
        purge.follow(this::vacuum);
    }

    /** Writes the tables of the messages anew, so that no removed row is left in their files. */
    private void vacuum() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            // Longer than other calls; but a backup that reads the tables must not make all others wait behind this.
            connection.setNetworkTimeout(Runnable::run, 0);
            statement.execute("set lock_timeout = '5s'");
            for (String vacuum : list(
                    connection,
                    "select format('vacuum full %I', tablename) from pg_tables"
                            + " where schemaname = current_schema() and tablename like '" + messageTables() + "'")) {
                statement.execute(vacuum);
            }
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            watcher.join();
            if (state == State.HELD) {
                purge.follow(this::vacuum);
            }
            session.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOG.debug("The session of the lock ends with the process", e);
        }
    }
}
