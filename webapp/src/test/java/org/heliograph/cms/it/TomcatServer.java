package org.heliograph.cms.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A distribution of Tomcat as a process of its own, with the lines of docs/war.md, the WAR and Tomcat's own manager. */
final class TomcatServer implements AutoCloseable {

    static final String CONTEXT_PATH = "/energy";

    private static final String USER = "manager";
    private static final String PASSWORD = "a-password-of-tomcat";
    private static final Pattern STARTED =
            Pattern.compile("Starting ProtocolHandler \\[\"http-nio-127\\.0\\.0\\.1-auto-\\d+-(\\d+)\"]");
    private static final Pattern CONNECTOR = Pattern.compile("(?s)<Connector port=.*?/>");
    private static final Pattern VALVES = Pattern.compile("(?s)<Valve .*?/>\\s*<Valve .*?/>");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path home;
    private final Path base;
    private Process process;
    private ProcessOutput output;
    private URI server = URI.create("http://not.started.invalid");

    private TomcatServer(Path home, Path base) {
        this.home = home;
        this.base = base;
        process = launch();
        output = new ProcessOutput(process);
    }

    /**
     * Starts one with the host at {@link #CONTEXT_PATH} and the sample content.
     *
     * @param version first numbers of the version, such as {@code 10.1}
     */
    static TomcatServer start(String version) throws IOException {
        Path base = Files.createTempDirectory("heliograph-tomcat-");
        Path home = home(version);
        for (String directory : List.of("conf/Catalina/localhost", "logs", "temp", "work", "webapps")) {
            Files.createDirectories(base.resolve(directory));
        }
        copy(home.resolve("conf"), base.resolve("conf"));
        copy(home.resolve("webapps/manager"), base.resolve("webapps/manager"));
        Files.writeString(base.resolve("conf/tomcat-users.xml"), """
                <tomcat-users xmlns="http://tomcat.apache.org/xml">
                  <user username="%s" password="%s" roles="manager-script"/>
                </tomcat-users>
                """.formatted(USER, PASSWORD));
        configure(base.resolve("conf/server.xml"));
        Files.writeString(
                base.resolve("conf/Catalina/localhost" + CONTEXT_PATH + ".xml"),
                context(Map.of("HELIOGRAPH_DATA", data(base).toString(), "HELIOGRAPH_ADMIN_PASSWORD", Host.PASSWORD)));
        TomcatServer tomcat = new TomcatServer(home, base);
        try {
            tomcat.awaitStart();
            return tomcat;
        } catch (AssertionError e) {
            tomcat.close();
            throw e;
        }
    }

    private static Path home(String version) throws IOException {
        Path all = Project.target("tomcat");
        assertThat(all).as("distributions of Tomcat, unpacked by the build").isDirectory();
        try (Stream<Path> homes = Files.list(all)) {
            return homes.filter(each -> each.getFileName().toString().startsWith("apache-tomcat-" + version))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No Tomcat " + version + " in " + all));
        }
    }

    /** As it is printed for operators, but on a free port. */
    private static void configure(Path serverXml) throws IOException {
        String document = Files.readString(Project.root().resolve("docs/war.md"));
        String connector = only(CONNECTOR, document).replaceFirst("port=\"\\d+\"", "port=\"0\" address=\"127.0.0.1\"");
        String valves = only(VALVES, document);
        String xml = Files.readString(serverXml).replace("port=\"8005\"", "port=\"-1\"");
        xml = CONNECTOR.matcher(xml).replaceFirst(Matcher.quoteReplacement(connector));
        Files.writeString(serverXml, xml.replace("</Host>", valves + "</Host>"));
    }

    private static String only(Pattern pattern, String document) {
        List<String> found =
                pattern.matcher(document).results().map(MatchResult::group).toList();
        assertThat(found).as("%s in docs/war.md", pattern).hasSize(1);
        return found.get(0);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** A description of a deployment of the WAR, as an operator writes it. */
    static String context(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> "  <Parameter name=\"%s\" value=\"%s\" override=\"false\"/>\n"
                        .formatted(each.getKey(), each.getValue()))
                .sorted()
                .collect(Collectors.joining("", "<Context docBase=\"" + war() + "\">\n", "</Context>\n"));
    }

    private static Path war() {
        return Project.target("heliograph.war").toAbsolutePath();
    }

    /** Address of the host with its context path. */
    URI uri() {
        return at(CONTEXT_PATH);
    }

    /** Address of a context path. */
    URI at(String contextPath) {
        return server.resolve(contextPath);
    }

    Path directory() {
        return base;
    }

    Path data() {
        return data(base);
    }

    private static Path data(Path base) {
        return base.resolve("data of the host");
    }

    Client anonymous() {
        return new Client(uri(), Optional.empty());
    }

    Client superuser() {
        return new Client(uri(), Optional.of(Client.basic(Host.USER, Host.PASSWORD)));
    }

    /** What was printed since the last start. */
    ProcessOutput output() {
        return output;
    }

    /**
     * Tells the manager what to do.
     *
     * @param command such as {@code stop?path=/energy}
     * @return its answer, which begins with OK or FAIL
     */
    String manage(String command) {
        return new Client(server, Optional.of(Client.basic(USER, PASSWORD)))
                .get("/manager/text/" + command)
                .text();
    }

    /** Deploys the WAR once more. */
    String deploy(String contextPath, Map<String, String> parameters) throws IOException {
        Path context = Files.writeString(base.resolve("deployed.xml"), context(parameters));
        return manage("deploy?path=" + contextPath + "&config=" + context.toUri());
    }

    /** The files below the data directory that the process has open; none where the platform does not tell. */
    List<String> openData() throws IOException {
        Path open = Path.of("/proc/" + process.pid() + "/fd");
        if (!Files.isDirectory(open)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(open)) {
            return files.flatMap(TomcatServer::target)
                    .filter(file -> file.startsWith(data().toString()))
                    .toList();
        }
    }

    private static Stream<String> target(Path link) {
        try {
            return Stream.of(Files.readSymbolicLink(link).toString());
        } catch (IOException e) {
            return Stream.empty(); // closed meanwhile
        }
    }

    /** Ends the process with SIGKILL and starts it again. */
    void killAndRestart() {
        end();
        process = launch();
        output = new ProcessOutput(process);
        awaitStart();
    }

    private Process launch() {
        ProcessBuilder builder =
                new ProcessBuilder("sh", home.resolve("bin/catalina.sh").toString(), "run").directory(base.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(key -> key.startsWith("HELIOGRAPH_") || key.startsWith("CATALINA_"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("CATALINA_HOME", home.toString());
        environment.put("CATALINA_BASE", base.toString());
        // What is reachable only softly is no leak: let no such thing live on.
        environment.put("CATALINA_OPTS", "-Xmx512m -XX:TieredStopAtLevel=1 -XX:SoftRefLRUPolicyMSPerMB=0");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Tomcat cannot be started", e);
        }
    }

    private void awaitStart() {
        Await.until(
                PATIENCE,
                () -> "the start of Tomcat\n" + output,
                () -> output.error().contains("Server startup in") || output.isComplete());
        Matcher started = STARTED.matcher(output.error());
        assertThat(started.find()).as("its port\n%s", output).isTrue();
        server = URI.create("http://127.0.0.1:" + started.group(1));
    }

    private void end() {
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        end();
        try (Stream<Path> paths = Files.walk(base)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Test data cannot be deleted: " + base, e);
        }
    }
}
