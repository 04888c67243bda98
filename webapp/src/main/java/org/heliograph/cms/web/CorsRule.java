package org.heliograph.cms.web;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.heliograph.cms.definition.Site.Cors;

/** A cross-origin rule of the site, ready to be asked. It refuses in words, so that an operator can mend the rule. */
final class CorsRule {

    /** What Magnolia applies to addresses that no rule of the site covers. */
    static final CorsRule OPEN =
            new CorsRule(new Cors(Map.of(), List.of("*"), List.of("*"), List.of("*"), List.of(), false, 0));

    private static final String ANY = "*";
    /** A serialized origin (RFC 6454, 6.2); {@code null}, which sandboxed and local documents send, is none. */
    private static final Pattern ORIGIN = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/?#@\\\\\\s,]+");

    private final Cors cors;
    private final Set<String> origins;
    private final Set<String> methods;
    private final Set<String> headers;

    CorsRule(Cors cors) {
        this.cors = cors;
        this.origins = lowerCase(cors.allowedOrigins());
        this.methods = cors.allowedMethods().stream()
                .map(method -> method.strip().toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
        this.headers = lowerCase(cors.allowedHeaders());
    }

    private static Set<String> lowerCase(Collection<String> texts) {
        return texts.stream()
                .map(text -> text.strip().toLowerCase(Locale.ROOT).replaceAll("/$", ""))
                .collect(Collectors.toSet());
    }

    /**
     * Whether the rule speaks about an address. One without {@code uris} speaks about all: the other reading would leave
     * them to {@link #OPEN}.
     *
     * @param path decoded, below the context path
     */
    boolean covers(String path) {
        return cors.uris().isEmpty() || cors.uris().values().stream().anyMatch(pattern -> matches(pattern, path));
    }

    /** Whether a text is what a pattern says, in which {@code *} stands for any characters, slashes included. */
    private static boolean matches(String pattern, String text) {
        String[] parts = pattern.strip().split("\\*", -1);
        if (parts.length == 1) {
            return text.equals(parts[0]);
        }
        String last = parts[parts.length - 1];
        int end = text.length() - last.length();
        int at = parts[0].length();
        if (end < at || !text.startsWith(parts[0]) || !text.endsWith(last)) {
            return false;
        }
        for (String part : List.of(parts).subList(1, parts.length - 1)) {
            int found = text.indexOf(part, at);
            if (found < 0 || found + part.length() > end) {
                return false;
            }
            at = found + part.length();
        }
        return true;
    }

    /** Whether any origin is allowed, so that answers are the same for all of them. */
    boolean allowsAnyOrigin() {
        return origins.contains(ANY);
    }

    /** Whether cookies and HTTP authentication of the browser may be sent along: never from just anywhere. */
    boolean allowsCredentials() {
        return cors.supportsCredentials() && !allowsAnyOrigin();
    }

    /** Why a request may not be sent from an origin; empty if it may. */
    Optional<String> refusal(String origin, String method) {
        if (!ORIGIN.matcher(origin).matches()) {
            return Optional.of("The origin '" + origin + "' is none that a cross-origin request may come from.");
        }
        if (!allowsAnyOrigin() && !origins.contains(origin.toLowerCase(Locale.ROOT))) {
            return Optional.of("The origin " + origin + " is not among allowedOrigins of the site's cors rule.");
        }
        return allowsMethod(method)
                ? Optional.empty()
                : Optional.of("The method " + method + " is not among allowedMethods of the site's cors rule.");
    }

    /** HEAD tells less than GET, so it is allowed with it. */
    private boolean allowsMethod(String method) {
        return methods.contains(ANY) || methods.contains(method.equals("HEAD") ? "GET" : method);
    }

    /**
     * Why a request may not carry headers; empty if it may.
     *
     * @param names separated by commas, as a preflight names them
     */
    Optional<String> headerRefusal(String names) {
        return Arrays.stream(names.split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty() && !headers.contains(ANY) && !headers.contains(name))
                .findFirst()
                .map(name -> "The header " + name + " is not among allowedHeaders of the site's cors rule.");
    }

    /** Value of {@code Access-Control-Allow-Methods}. */
    String methods() {
        return methods.contains(ANY) ? ANY : String.join(",", cors.allowedMethods());
    }

    /** Value of {@code Access-Control-Allow-Headers}, which may be empty. */
    String headers() {
        return headers.contains(ANY)
                ? ANY
                : String.join(",", cors.allowedHeaders()).toLowerCase(Locale.ROOT);
    }

    /** Value of {@code Access-Control-Expose-Headers}, which may be empty. */
    String exposedHeaders() {
        return String.join(",", cors.exposedHeaders());
    }

    /** Seconds for which a browser may keep the answer to a preflight; 0 leaves it to the browser. */
    long maxAge() {
        return cors.maxAge();
    }
}
