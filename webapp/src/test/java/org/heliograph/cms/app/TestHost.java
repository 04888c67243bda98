package org.heliograph.cms.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import javax.jcr.RepositoryException;

/** The host as it is composed for operation, within the process of a test. */
public final class TestHost implements AutoCloseable {

    public static final String SUPERUSER = "superuser";
    public static final String PASSWORD = "a-password-for-tests";

    private final Wiring wiring;

    private TestHost(Wiring wiring) {
        this.wiring = wiring;
    }

    /**
     * Starts on a free port, without samples unless the settings say otherwise.
     *
     * @param directory of the data
     * @param settings by name, as in the environment
     */
    public static TestHost start(Path directory, Map<String, String> settings) throws IOException, RepositoryException {
        Map<String, String> all = new HashMap<>(Map.of(
                "HELIOGRAPH_PORT",
                "0",
                "HELIOGRAPH_DATA",
                directory.resolve("data").toString(),
                "HELIOGRAPH_SAMPLES",
                "false",
                "HELIOGRAPH_ADMIN_PASSWORD",
                PASSWORD));
        all.putAll(settings);
        try {
            return new TestHost(new Wiring(Settings.load(directory.resolve("no-file"), all, new Properties())));
        } catch (Settings.InvalidSettingsException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Address with the context path. */
    public URI address() {
        return URI.create(wiring.address());
    }

    @Override
    public void close() {
        wiring.close();
    }
}
