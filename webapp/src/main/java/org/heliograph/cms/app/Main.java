package org.heliograph.cms.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import javax.jcr.RepositoryException;
import org.heliograph.cms.definition.DefinitionRegistry;
import org.heliograph.cms.definition.Problem;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command line. */
@Command(
        name = "heliograph",
        description = "A headless CMS for energy-transition publishing.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {Main.Run.class, Main.Check.class})
public final class Main implements Callable<Integer> {

    private static final int FAILED = 1;

    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"Heliograph " + (version == null ? "(not packaged)" : version)};
        }
    }

    private Main() {}

    /** Runs the command that the arguments name, and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    /** Without a command the host runs. */
    @Override
    public Integer call() throws InterruptedException {
        return new Run().call();
    }

    @Command(name = "run", description = "Starts the host and answers until the process is told to end.")
    static final class Run implements Callable<Integer> {

        @Override
        public Integer call() throws InterruptedException {
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
            try {
                serve(Settings.load());
                return CommandLine.ExitCode.OK;
            } catch (Settings.InvalidSettingsException e) {
                System.err.println("Heliograph cannot start with these settings:");
                e.problems().forEach(problem -> System.err.println("- " + problem));
            } catch (IOException | RepositoryException e) {
                System.err.println("Heliograph cannot start: " + withCauses(e));
            }
            return FAILED;
        }

        private static void serve(Settings settings) throws IOException, RepositoryException, InterruptedException {
            Wiring host = new Wiring(settings);
            CountDownLatch ended = new CountDownLatch(1);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                host.close();
                                ended.countDown();
                            },
                            "shutdown"));
            host.madeUpPassword()
                    .ifPresent(password -> System.err.println(
                            "The user superuser was created with the password " + password + " (shown this once)."));
            System.out.println("Heliograph is ready at " + host.address());
            ended.await();
        }

        private static String withCauses(Throwable e) {
            StringBuilder text = new StringBuilder(String.valueOf(e.getMessage()));
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                text.append(System.lineSeparator()).append("  because: ").append(cause.getMessage());
            }
            return text.toString();
        }
    }

    @Command(name = "check", description = "Checks light modules and prints every problem with its place and cure.")
    static final class Check implements Callable<Integer> {

        @Parameters(
                arity = "1..*",
                paramLabel = "DIR",
                description = "A light module, or a directory that holds light modules.")
        private List<Path> directories = List.of();

        @Override
        public Integer call() {
            List<Problem> problems = DefinitionRegistry.load(directories).problems();
            problems.forEach(System.out::println);
            return problems.isEmpty() ? CommandLine.ExitCode.OK : FAILED;
        }
    }
}
