package org.heliograph.cms.app;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import javax.jcr.RepositoryException;
import org.heliograph.cms.definition.DefinitionRegistry;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Problem;
import org.heliograph.cms.schema.TypeScript;
import org.heliograph.cms.security.AuditCheck;
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
        subcommands = {
            Main.Run.class,
            Main.Check.class,
            Main.Types.class,
            Main.Audit.class,
            HealthCommand.class,
            ExportCommand.class,
            ImportCommand.class
        })
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

    static String withCauses(Throwable e) {
        StringBuilder text = new StringBuilder(String.valueOf(e.getMessage()));
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            text.append(System.lineSeparator()).append("  because: ").append(cause.getMessage());
        }
        return text.toString();
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
    }

    @Command(name = "audit", description = "Looks into the audit log.", subcommands = Main.Verify.class)
    static final class Audit implements Callable<Integer> {

        @Override
        public Integer call() {
            System.err.println("Say what to do with the audit log: heliograph audit verify [DIR]");
            return CommandLine.ExitCode.USAGE;
        }
    }

    @Command(
            name = "verify",
            description =
                    "Follows the chain of the audit log and prints the first record that is not as it was written.")
    static final class Verify implements Callable<Integer> {

        @Parameters(
                arity = "0..1",
                paramLabel = "DIR",
                description = "The directory of the log; audit in the data directory of the settings by default.")
        private Optional<Path> directory = Optional.empty();

        @Override
        public Integer call() {
            try {
                AuditCheck check = AuditCheck.of(directory.isPresent() ? directory.get() : settings());
                check.notes().forEach(note -> System.out.println("Note: " + note));
                String outcome = check.fault().map(fault -> "BROKEN: " + fault).orElse("OK");
                System.out.println(check.records() + " records, " + outcome);
                return check.fault().isPresent() ? FAILED : CommandLine.ExitCode.OK;
            } catch (Settings.InvalidSettingsException e) {
                e.problems().forEach(problem -> System.err.println("- " + problem));
            } catch (IOException e) {
                System.err.println("The audit log cannot be read: " + e.getMessage());
            }
            return FAILED;
        }

        private static Path settings() throws Settings.InvalidSettingsException {
            return Settings.load().auditLog();
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

    @Command(
            name = "types",
            description = "Prints TypeScript types of what the delivery endpoints of light modules answer.")
    static final class Types implements Callable<Integer> {

        @Parameters(
                arity = "0..*",
                paramLabel = "DIR",
                description = "A light module, or a directory that holds light modules; besides those of the host.")
        private List<Path> directories = List.of();

        /** Types that lack what is not served would be wrong: with a severe problem none are printed. */
        @Override
        public Integer call() {
            Definitions definitions = DefinitionRegistry.load(directories);
            List<Problem> severe = definitions.problems().stream()
                    .filter(problem -> problem.severity() == Problem.Severity.SEVERE)
                    .toList();
            severe.forEach(System.err::println);
            if (!severe.isEmpty()) {
                return FAILED;
            }
            // The text is UTF-8 whatever the terminal takes: it goes to a file.
            PrintStream utf8 = new PrintStream(System.out, false, StandardCharsets.UTF_8);
            utf8.print(TypeScript.module(definitions));
            utf8.flush();
            return utf8.checkError() ? FAILED : CommandLine.ExitCode.OK;
        }
    }
}
