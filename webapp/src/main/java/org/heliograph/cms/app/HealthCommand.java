package org.heliograph.cms.app;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Asks the host of these settings whether it answers; for containers and supervisors. */
@Command(name = "health", description = "Asks the running host of these settings whether it answers.")
final class HealthCommand implements Callable<Integer> {

    private static final int PATIENCE_MILLIS = 5_000;

    /** @return 0 if it answers, 1 if it does not, for the reason that is printed */
    @Override
    public Integer call() {
        try {
            Settings settings = Settings.load();
            URL address = address(settings);
            try {
                int status = ask(address);
                if (status == HttpURLConnection.HTTP_OK) {
                    return Offline.DONE;
                }
                Offline.complain("unhealthy", address, String.valueOf(status));
            } catch (IOException e) {
                Offline.complain("silent", address, e.getMessage());
            }
        } catch (Settings.InvalidSettingsException e) {
            e.problems().forEach(problem -> Offline.printError("- " + problem));
        }
        return Offline.FAILED;
    }

    private static int ask(URL address) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    private static URL address(Settings settings) throws Settings.InvalidSettingsException {
        try {
            InetAddress host = InetAddress.getByName(settings.host());
            String reachable = (host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host).getHostAddress();
            String path = settings.contextPath() + "/.rest/status";
            return new URI("http", null, reachable, settings.port(), path, null, null).toURL();
        } catch (UnknownHostException | URISyntaxException | MalformedURLException e) {
            throw new Settings.InvalidSettingsException(
                    List.of("HELIOGRAPH_HOST is '" + settings.host() + "' but takes an address of this machine"));
        }
    }
}
