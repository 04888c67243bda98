package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliograph.cms.security.Caller;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.security.Rights;
import org.heliograph.cms.web.ProblemException;

/**
 * A request to an operation whose address, parameters and body are as the operation declares them.
 *
 * @param caller who sends it; never anonymous
 * @param language that the caller reads, Chinese or English
 * @param address of the client
 * @param variables what stands in the places of the operation's template
 * @param parameters by name; those with a default are always there
 * @param body that was sent; missing where the operation takes none
 * @param stream the body where the operation reads it itself; throws a {@link ProblemException} beyond its limit
 * @param mediaType of the stream; empty where there is none
 */
record Call(
        Caller caller,
        Locale language,
        String address,
        Map<String, String> variables,
        Map<String, List<JsonNode>> parameters,
        JsonNode body,
        InputStream stream,
        String mediaType) {

    private static final Set<String> INTERNAL =
            Set.of("users", "usergroups", "userroles", "config", "contact-messages", "heliograph", "published");

    Call with(JsonNode json, InputStream content) {
        return new Call(caller, language, address, variables, parameters, json, content, mediaType);
    }

    /** What stands in a place of the template. */
    String variable(String name) {
        return Optional.ofNullable(variables.get(name))
                .orElseThrow(() -> new IllegalStateException("The template has no place " + name));
    }

    /** The absolute path that the place {@code path} of the template stands for; {@code /} where it is empty. */
    String path() {
        return "/" + variable("path");
    }

    /** The text of a parameter; empty where it is left out or blank. */
    Optional<String> text(String parameter) {
        return texts(parameter).stream().findFirst().filter(text -> !text.isBlank());
    }

    /** All texts of a parameter that may be repeated. */
    List<String> texts(String parameter) {
        return parameters.getOrDefault(parameter, List.of()).stream()
                .map(JsonNode::asText)
                .toList();
    }

    /** The number of a parameter that has a default. */
    int integer(String parameter) {
        return parameters.getOrDefault(parameter, List.of()).get(0).intValue();
    }

    /** The number of a parameter that has a default and may be larger than an {@code int}. */
    long number(String parameter) {
        return parameters.getOrDefault(parameter, List.of()).get(0).longValue();
    }

    /** The truth value of a parameter. */
    boolean flag(String parameter) {
        return parameters.getOrDefault(parameter, List.of()).get(0).booleanValue();
    }

    Rights rights() {
        return caller.rights();
    }

    /**
     * Refuses what the caller may not do to a node.
     *
     * @throws ProblemException 404 for what may not even be read, so that nobody learns of it, or else 403
     */
    void require(Collection<Permission> permissions, String workspace, String path) {
        if (!isReachable(workspace) || !rights().mayRead(workspace, path)) {
            throw new ProblemException(404, "not-found");
        }
        if (!rights().may(permissions, workspace, path)) {
            throw new ProblemException(403, "not-allowed");
        }
    }

    /** Whether a workspace holds content; what the host and the accounts keep has operations of its own. */
    static boolean isReachable(String workspace) {
        return !INTERNAL.contains(workspace);
    }
}
