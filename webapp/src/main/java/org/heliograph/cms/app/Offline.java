package org.heliograph.cms.app;

import java.io.IOException;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import javax.jcr.RepositoryException;
import org.heliograph.cms.transfer.TransferException;

/**
 * Commands that work on the data directory while no host runs. They put together the whole host, reachable from this
 * machine only, so that index, audit log and all else that follows a save is kept as ever.
 */
final class Offline {

    static final int DONE = 0;
    static final int FAILED = 1;
    /** Nothing was done, for the reasons that were printed. */
    static final int REFUSED = 3;

    private static final ResourceBundle TEXTS = ResourceBundle.getBundle(
            "org.heliograph.cms.app.offline",
            Locale.getDefault().getLanguage().equals("zh") ? Locale.CHINESE : Locale.ENGLISH,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));

    private Offline() {}

    /** Work with the host. */
    @FunctionalInterface
    interface Work {
        /** @return exit code */
        int with(Wiring host) throws IOException, RepositoryException, TransferException;
    }

    /** @return exit code */
    static int run(Work work) {
        try (Wiring host = new Wiring(Settings.load().offline())) {
            host.madeUpPassword().ifPresent(password -> complain("password", password));
            return work.with(host);
        } catch (Settings.InvalidSettingsException e) {
            e.problems().forEach(problem -> printError("- " + problem));
        } catch (TransferException e) {
            printError(e.finding().line(Locale.getDefault()));
        } catch (IOException | RepositoryException e) {
            printError(Main.withCauses(e));
            complain("in-use");
        }
        return FAILED;
    }

    /** A text of the commands on standard output. */
    static void say(String id, Object... arguments) {
        print(text(id, arguments));
    }

    /** A text of the commands on standard error. */
    static void complain(String id, Object... arguments) {
        printError(text(id, arguments));
    }

    static void print(String line) {
        System.out.println(line);
    }

    static void printError(String line) {
        System.err.println(line);
    }

    private static String text(String id, Object... arguments) {
        return new MessageFormat(TEXTS.getString(id), TEXTS.getLocale()).format(arguments);
    }
}
