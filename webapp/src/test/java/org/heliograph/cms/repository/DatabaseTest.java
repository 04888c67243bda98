package org.heliograph.cms.repository;

import java.io.IOException;
import java.sql.SQLException;
import javax.jcr.RepositoryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseTest {

    private static final String ADDRESS = "jdbc:postgresql://db.example:5432/cms";

    @Test
    void aServerThatIsGoneIsNoticedUnlessTheOperatorHasItsOwnTimes() {
        assertThat(new Database(ADDRESS, "editor", "").url())
                .startsWith(ADDRESS + "?")
                .contains("connectTimeout=5", "socketTimeout=30", "tcpKeepAlive=true");
        assertThat(new Database(ADDRESS + "?sslmode=require&socketTimeout=90", "editor", "").url())
                .startsWith(ADDRESS + "?sslmode=require&socketTimeout=90&")
                .contains("connectTimeout=5")
                .doesNotContain("socketTimeout=30");
    }

    @Test
    void showsNoPassword() {
        Database database = new Database(ADDRESS + "?sslpassword=hidden", "editor", "open sesame");

        assertThat(database).asString().contains("db.example:5432/cms").doesNotContain("hidden", "sesame");
        assertThat(database.cannotBeOpened(new SQLException("FATAL", "28P01")))
                .hasMessageContaining("HELIOGRAPH_DATABASE_PASSWORD_FILE")
                .hasMessageNotContaining("hidden")
                .hasMessageNotContaining("sesame");
    }

    @ParameterizedTest
    @CsvSource({
        "28P01, does not accept",
        "3D000, createdb",
        "57P03, now",
        "53300, now",
        "08001, be reached",
        "XX000, used"
    })
    void tellsWhatToDo(String state, String cure) {
        assertThat(new Database(ADDRESS, "editor", "").cannotBeOpened(new SQLException("the reason", state)))
                .hasMessageStartingWith("HELIOGRAPH_DATABASE: the PostgreSQL database db.example:5432/cms ")
                .hasMessageContaining(cure);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "53100"})
    void aFailureIsFoundBelowOthers(String state) {
        Throwable failure = new RepositoryException("save", new RuntimeException(new SQLException("gone", state)));

        assertThat(Database.hasFailed(failure)).isTrue();
    }

    @Test
    void otherFailuresAreNoneOfTheDatabase() {
        assertThat(Database.hasFailed(new RepositoryException(new SQLException("no such table", "42P01"))))
                .isFalse();
        assertThat(Database.hasFailed(new RepositoryException(new SQLException("without state"))))
                .isFalse();
        assertThat(Database.hasFailed(new RepositoryException(new IOException("disk full"))))
                .isFalse();
    }
}
