package org.heliograph.cms.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.catalina.util.NetMask;
import org.heliograph.cms.content.View;
import org.heliograph.cms.message.ContactMessages;
import org.heliograph.cms.repository.Database;

/**
 * What an operator can set, under the same names in {@code heliograph.properties} of the working directory, the
 * environment and the system properties; the later of these wins. An empty value counts as not set.
 *
 * @param host address to listen on
 * @param port to listen on; 0 picks a free one
 * @param contextPath prefix of every path, empty or with a leading slash
 * @param baseUrl of absolute links to pages, without slash at the end; Magnolia's default until it is set
 * @param data directory of everything that is stored, or of what is stored beside the database
 * @param database on a server; without one it is in a file of the data directory
 * @param lightModules further directories that hold light modules
 * @param bootstrap further directories of content files
 * @param samples whether the sample content is imported
 * @param adminPassword password of the superuser at the first start
 * @param strictParameters whether delivery refuses parameters that mean nothing
 * @param proxies networks of the reverse proxies that are believed, such as {@code 10.0.0.0/8}
 * @param instance which state of the content delivery shows
 * @param versions how many versions are kept of an item
 * @param trashDays how many days deleted items are kept
 * @param frameAncestors which sites may show pages in frames, as the header of a page names them
 * @param messages how contact messages are taken in and worked on
 */
record Settings(
        String host,
        int port,
        String contextPath,
        String baseUrl,
        Path data,
        Optional<Database> database,
        List<Path> lightModules,
        List<Path> bootstrap,
        boolean samples,
        Optional<String> adminPassword,
        boolean strictParameters,
        List<String> proxies,
        Instance instance,
        int versions,
        int trashDays,
        String frameAncestors,
        ContactMessages.Settings messages) {

    /** Which state of the content delivery shows. */
    enum Instance {
        /** The working content, as a Magnolia author instance does. */
        AUTHOR,
        /** What was published; previews show the working content. */
        COMBINED;

        /** The state of the content that everybody is shown. */
        View delivered() {
            return this == AUTHOR ? View.WORKING : View.PUBLISHED;
        }
    }

    /** The base URL, if it is set; pages and feeds do without that of Magnolia. */
    Optional<String> siteUrl() {
        return Optional.of(baseUrl).filter(url -> !url.equals(MAGNOLIA));
    }

    /** The same for a host that serves nobody but a command, and takes in no content by itself. */
    Settings offline() {
        return new Settings(
                "127.0.0.1",
                0,
                contextPath,
                baseUrl,
                data,
                database,
                lightModules,
                List.of(),
                false,
                adminPassword,
                strictParameters,
                proxies,
                instance,
                versions,
                trashDays,
                frameAncestors,
                messages);
    }

    /** Directory of the audit log. */
    Path auditLog() {
        return data.resolve("audit");
    }

    private static final String MAGNOLIA = "http://localhost:8080/magnolia";
    private static final String PREFIX = "HELIOGRAPH_";
    private static final Path FILE = Path.of("heliograph.properties");
    /** Whatever looks like a name of a host would be looked up. */
    private static final Pattern NETWORK =
            Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)/\\d{1,3}");

    private static final String CONTEXT_PATH = "(/[A-Za-z0-9._~-]+)*";
    private static final List<String> OF_THE_CONTAINER =
            List.of(PREFIX + "HOST", PREFIX + "PORT", PREFIX + "CONTEXT_PATH", PREFIX + "PROXIES");

    private static final int MIN_PASSWORD = 8;

    /** Settings that cannot be used. */
    static final class InvalidSettingsException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient List<String> problems;

        InvalidSettingsException(List<String> problems) {
            super(String.join(System.lineSeparator(), problems));
            this.problems = problems;
        }

        /** One sentence each, naming the setting and the cure. */
        List<String> problems() {
            return problems;
        }
    }

    /**
     * Reads file, environment and system properties.
     *
     * @throws InvalidSettingsException with every problem there is
     */
    static Settings load() throws InvalidSettingsException {
        return load(FILE, System.getenv(), System.getProperties());
    }

    /**
     * Reads these sources instead.
     *
     * @param file need not exist
     */
    static Settings load(Path file, Map<String, String> environment, Properties system)
            throws InvalidSettingsException {
        List<String> problems = new ArrayList<>();
        Map<String, String> values = read(file, environment, system, problems);
        return parse(new Parser(values, problems, false));
    }

    /**
     * Reads the settings of a host that is deployed in a servlet container, which decides where requests come in. There is
     * no working directory that means anything, so all paths are absolute and that of the data has no default.
     *
     * @param file need not exist
     * @param parameters of the deployment, which win over all others, since those are common to all deployments
     * @param contextPath prefix of every path, empty or with a leading slash
     * @throws InvalidSettingsException with every problem there is
     */
    static Settings deployed(
            Path file,
            Map<String, String> environment,
            Properties system,
            Map<String, String> parameters,
            String contextPath)
            throws InvalidSettingsException {
        List<String> problems = new ArrayList<>();
        Map<String, String> values = read(file, environment, system, problems);
        addSet(values, named(parameters));
        for (String name : OF_THE_CONTAINER) {
            if (!values.getOrDefault(name, "").isBlank()) {
                problems.add(name + " is not for a WAR: its container decides that, see docs/war.md");
            }
            values.remove(name);
        }
        if (contextPath.matches(CONTEXT_PATH)) {
            values.put(PREFIX + "CONTEXT_PATH", contextPath);
        } else {
            problems.add("The WAR is deployed at '" + contextPath
                    + "'. Rename it: the host takes letters, digits, '.', '_', '~' and '-' between slashes");
        }
        if (values.getOrDefault(PREFIX + "DATA", "").isBlank()) {
            problems.add(
                    PREFIX + "DATA is not set. A WAR needs it: an absolute directory for everything that is stored");
        }
        return parse(new Parser(values, problems, true));
    }

    private static Map<String, String> read(
            Path file, Map<String, String> environment, Properties system, List<String> problems) {
        Map<String, String> values = new TreeMap<>();
        if (Files.exists(file)) {
            values.putAll(readFile(file, problems));
        }
        addSet(values, named(environment));
        addSet(values, named(strings(system)));
        return values;
    }

    /** A blank value hides none of an earlier source; its name must be known nevertheless. */
    private static void addSet(Map<String, String> values, Map<String, String> later) {
        later.forEach((name, value) -> values.merge(name, value, (old, set) -> set.isBlank() ? old : set));
    }

    private static Map<String, String> readFile(Path file, List<String> problems) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            problems.add(file + " cannot be read as a properties file in UTF-8: " + e.getMessage());
        }
        Map<String, String> all = strings(properties);
        all.keySet().stream()
                .filter(key -> !key.startsWith(PREFIX))
                .forEach(key -> problems.add(file + ": " + key + " is no setting; all start with " + PREFIX));
        return named(all);
    }

    private static Map<String, String> strings(Properties properties) {
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    private static Map<String, String> named(Map<String, String> all) {
        return all.entrySet().stream()
                .filter(e -> e.getKey().startsWith(PREFIX))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Settings parse(Parser parser) throws InvalidSettingsException {
        Settings settings = new Settings(
                parser.text("HOST").orElse("127.0.0.1"),
                parser.number("PORT", 0, 65535, 8080),
                parser.contextPath(),
                parser.baseUrl(),
                parser.path("DATA").orElse(Path.of("data")),
                parser.database(),
                parser.directories("LIGHT_MODULES"),
                parser.directories("BOOTSTRAP"),
                parser.flag("SAMPLES", true),
                parser.password(),
                parser.flag("STRICT_PARAMETERS", false),
                parser.networks("PROXIES"),
                parser.instance(),
                parser.number("VERSIONS", 1, 1000, 50),
                parser.number("TRASH_DAYS", 1, 3650, 30),
                parser.frameAncestors(),
                parser.messages());
        parser.refuseUnknown();
        if (!parser.problems().isEmpty()) {
            throw new InvalidSettingsException(List.copyOf(parser.problems()));
        }
        return settings;
    }

    /** @param absolute whether relative paths are refused */
    private record Parser(Map<String, String> values, List<String> problems, boolean absolute, List<String> known) {

        Parser(Map<String, String> values, List<String> problems, boolean absolute) {
            this(values, problems, absolute, new ArrayList<>());
        }

        Optional<String> text(String name) {
            known.add(PREFIX + name);
            return Optional.ofNullable(values.get(PREFIX + name))
                    .map(String::strip)
                    .filter(v -> !v.isEmpty());
        }

        int number(String name, int least, int most, int otherwise) {
            Optional<String> value = text(name);
            if (value.isEmpty()) {
                return otherwise;
            }
            boolean fits = value.get().matches("\\d{1,5}")
                    && Integer.parseInt(value.get()) >= least
                    && Integer.parseInt(value.get()) <= most;
            if (!fits) {
                problem(name, value.get(), "a number from " + least + " to " + most);
                return otherwise;
            }
            return Integer.parseInt(value.get());
        }

        String contextPath() {
            String value = text("CONTEXT_PATH").orElse("");
            if (!value.matches(CONTEXT_PATH)) {
                problem("CONTEXT_PATH", value, "empty, or like /site without a slash at the end");
            }
            return value;
        }

        String baseUrl() {
            String value = text("BASE_URL").orElse(MAGNOLIA);
            try {
                URI uri = new URI(value);
                if (uri.getHost() == null || !Set.of("http", "https").contains(uri.getScheme())) {
                    problem("BASE_URL", value, "an address such as https://www.example.com");
                }
            } catch (URISyntaxException e) {
                problem("BASE_URL", value, "an address such as https://www.example.com");
            }
            return value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
        }

        String frameAncestors() {
            List<String> ancestors = new ArrayList<>(List.of("'self'"));
            for (String origin : text("FRAME_ANCESTORS").orElse("").split("[,\\s]+")) {
                if (origin.matches("https?://[A-Za-z0-9.-]+(:\\d{1,5})?")) {
                    ancestors.add(origin);
                } else if (!origin.isEmpty()) {
                    problem("FRAME_ANCESTORS", origin, "an origin such as https://editor.acme.example");
                }
            }
            return String.join(" ", ancestors);
        }

        Optional<Path> path(String name) {
            return text(name).flatMap(value -> toPath(name, value));
        }

        private Optional<Path> toPath(String name, String value) {
            try {
                Path path = Path.of(value);
                if (path.isAbsolute() || !absolute) {
                    return Optional.of(path);
                }
                problem(name, value, "an absolute path in a WAR");
            } catch (InvalidPathException e) {
                problem(name, value, "a path");
            }
            return Optional.empty();
        }

        List<Path> directories(String name) {
            List<Path> directories = new ArrayList<>();
            for (String value : text(name).orElse("").split(",")) {
                if (!value.isBlank()) {
                    toPath(name, value.strip()).ifPresent(directories::add);
                }
            }
            directories.stream()
                    .filter(directory -> !Files.isDirectory(directory))
                    .forEach(directory -> problem(name, directory.toString(), "existing directories"));
            return List.copyOf(directories);
        }

        List<String> networks(String name) {
            return Arrays.stream(text(name).orElse("").split(","))
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .flatMap(value -> toNetwork(name, value).stream())
                    .toList();
        }

        private Optional<String> toNetwork(String name, String value) {
            String network = value.contains("/") ? value : value + (value.contains(":") ? "/128" : "/32");
            try {
                if (NETWORK.matcher(network).matches()) {
                    return Optional.of(new NetMask(network).toString());
                }
            } catch (IllegalArgumentException e) {
                // told below
            }
            problem(name, value, "addresses or networks such as 127.0.0.1 or 10.0.0.0/8, separated by commas");
            return Optional.empty();
        }

        boolean flag(String name, boolean otherwise) {
            String value = text(name).orElse(String.valueOf(otherwise)).toLowerCase(Locale.ROOT);
            if (!Set.of("true", "false").contains(value)) {
                problem(name, value, "true or false");
            }
            return value.equals("true");
        }

        Optional<String> password() {
            Optional<String> password = secret("ADMIN_PASSWORD");
            if (password.isPresent() && password.get().length() < MIN_PASSWORD) {
                problems.add(PREFIX + "ADMIN_PASSWORD is shorter than " + MIN_PASSWORD + " characters");
            }
            return password;
        }

        /** Given as such, or as the first line of the file that the setting with {@code _FILE} names. */
        private Optional<String> secret(String name) {
            known.add(PREFIX + name);
            Optional<String> value =
                    Optional.ofNullable(values.get(PREFIX + name)).filter(v -> !v.isBlank());
            Optional<Path> file = path(name + "_FILE");
            if (file.isEmpty()) {
                return value;
            }
            if (value.isPresent()) {
                problems.add(PREFIX + name + " and " + PREFIX + name + "_FILE are both set. Leave one out");
            }
            Optional<String> line = firstLine(file.get());
            if (line.isEmpty()) {
                problem(
                        name + "_FILE",
                        file.get().toString(),
                        "a file that can be read, with the secret in its first line");
            }
            return line;
        }

        private static Optional<String> firstLine(Path file) {
            try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                return Optional.ofNullable(reader.readLine()).filter(line -> !line.isBlank());
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        Optional<Database> database() {
            Optional<String> url = text("DATABASE");
            Optional<String> user = text("DATABASE_USER");
            Optional<String> password = secret("DATABASE_PASSWORD");
            if (url.isEmpty()) {
                if (user.isPresent() || password.isPresent()) {
                    problems.add(
                            PREFIX + "DATABASE is not set, but its user or password is. Set it, or leave them out");
                }
                return Optional.empty();
            }
            if (user.isEmpty()) {
                problems.add(PREFIX + "DATABASE_USER is not set. Name the user who owns the database");
            }
            try {
                return Optional.of(new Database(url.get(), user.orElse(""), password.orElse("")));
            } catch (IllegalArgumentException e) {
                // The value may hold a password.
                problems.add(PREFIX + "DATABASE takes " + e.getMessage());
                return Optional.empty();
            }
        }

        Instance instance() {
            String value = text("INSTANCE").orElse("combined");
            Optional<Instance> instance = Arrays.stream(Instance.values())
                    .filter(i -> i.name().toLowerCase(Locale.ROOT).equals(value))
                    .findFirst();
            if (instance.isEmpty()) {
                problem("INSTANCE", value, "author or combined");
            }
            return instance.orElse(Instance.COMBINED);
        }

        /** Their names are those that the module knows, in the form of the others. */
        ContactMessages.Settings messages() {
            Map<String, String> set = new TreeMap<>();
            for (String name : ContactMessages.Settings.names()) {
                text(named(name)).ifPresent(value -> set.put(name, value));
            }
            try {
                return ContactMessages.Settings.of(set);
            } catch (IllegalArgumentException e) {
                problems.addAll(inOurNames(e.getMessage()).lines().toList());
                return ContactMessages.Settings.of(Map.of());
            }
        }

        private static String named(String ofModule) {
            return ofModule.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
        }

        /** A text that names settings as the module does. */
        private static String inOurNames(String text) {
            String renamed = text;
            for (String name : new TreeSet<>(ContactMessages.Settings.names()).descendingSet()) {
                renamed = renamed.replace(name, PREFIX + named(name));
            }
            return renamed;
        }

        void refuseUnknown() {
            values.keySet().stream()
                    .filter(name -> !known.contains(name))
                    .forEach(name -> problems.add(name + " is no setting. There are " + String.join(", ", known)));
        }

        private void problem(String name, String value, String expected) {
            problems.add(PREFIX + name + " is '" + value + "' but takes " + expected);
        }
    }
}
