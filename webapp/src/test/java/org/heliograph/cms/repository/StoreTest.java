package org.heliograph.cms.repository;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.jcr.RepositoryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The database below the repository: what it has committed is in its file, and is found there after any end. */
class StoreTest {

    private static final int OPENINGS = 20;
    private static final int COMMITS = 10;

    @Test
    void aFileThatIsCopiedAfterACommitHoldsIt(@TempDir Path directory) throws Exception {
        List<String> lost = new ArrayList<>();
        Path file = directory.resolve("content.mv.db");
        Path copy = directory.resolve("copy.mv.db");
        int number = 0;
        for (int opening = 0; opening < OPENINGS; opening++) {
            try (Connection store = DriverManager.getConnection(url(directory), "sa", "")) {
                store.createStatement()
                        .execute("CREATE TABLE IF NOT EXISTS BUNDLE (ID INT PRIMARY KEY, DATA VARBINARY(100000))");
                store.setAutoCommit(false);
                for (int i = 0; i < COMMITS; i++) {
                    commit(store, ++number);
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                    int found = newest(directory);
                    if (found != number) {
                        lost.add(found + " instead of " + number);
                    }
                }
            }
        }
        assertThat(lost).isEmpty();
    }

    /** As the host opens it, so that it is that which is tried. */
    private static String url(Path directory) throws RepositoryException {
        return FileStore.open(directory).variables().get("url");
    }

    private static void commit(Connection store, int number) throws SQLException {
        try (PreparedStatement insert = store.prepareStatement("INSERT INTO BUNDLE VALUES (?, ?)");
                PreparedStatement update = store.prepareStatement("UPDATE BUNDLE SET DATA = ? WHERE ID = ?")) {
            insert.setInt(1, number);
            insert.setBytes(2, new byte[1000 + 500 * (number % 14)]);
            insert.executeUpdate();
            update.setBytes(1, new byte[300 * (number % 17)]);
            update.setInt(2, number / 2);
            update.executeUpdate();
        }
        store.commit();
    }

    private static int newest(Path directory) throws SQLException {
        try (Connection copy = DriverManager.getConnection("jdbc:h2:" + directory.resolve("copy"), "sa", "");
                ResultSet newest = copy.createStatement().executeQuery("SELECT MAX(ID) FROM BUNDLE")) {
            newest.next();
            return newest.getInt(1);
        }
    }
}
