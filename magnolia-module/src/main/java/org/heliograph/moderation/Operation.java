package org.heliograph.moderation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.jcr.RepositoryException;
import org.heliograph.message.ConflictException;
import org.heliograph.message.NoSuchMessageException;

/**
 * One thing that can be asked of the desk. All that is checked before it runs, said of it in the OpenAPI document and
 * tried in the tests of rights comes from here.
 *
 * @param path below the desk's address; {@code {id}} stands for the identifier of a message
 * @param name the bundle has its summary under {@code operation.<name>}
 * @param forAdministrators whether moderators may not do it
 * @param body schema of the JSON object that is sent; empty where none is
 */
record Operation(
        String method,
        String path,
        String name,
        boolean forAdministrators,
        List<Parameter> parameters,
        Optional<ObjectNode> body,
        Work work) {

    /** The variable part of a path. */
    static final String ID = "{id}";

    private static final Pattern IDENTIFIER = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** How it is done. */
    @FunctionalInterface
    interface Work {
        /** @param id of the message that the path names; empty where it names none */
        Answer on(Call call, String id)
                throws InvalidException, NoSuchMessageException, ConflictException, RepositoryException, IOException;
    }

    static Operation get(String path, String name, List<Parameter> parameters, Work work) {
        return new Operation("GET", path, name, false, parameters, Optional.empty(), work);
    }

    static Operation post(String path, String name, ObjectNode body, Work work) {
        return new Operation("POST", path, name, false, List.of(), Optional.of(body), work);
    }

    Operation onlyForAdministrators() {
        return new Operation(method, path, name, true, parameters, body, work);
    }

    /** What stands in a path for {@value #ID}; empty if this is not the path of this operation. */
    Optional<String> match(String asked) {
        if (!path.contains(ID)) {
            return path.equals(asked) ? Optional.of("") : Optional.empty();
        }
        String start = path.substring(0, path.indexOf(ID));
        String end = path.substring(path.indexOf(ID) + ID.length());
        boolean fits = asked.length() > start.length() + end.length() && asked.startsWith(start) && asked.endsWith(end);
        return fits
                ? Optional.of(asked.substring(start.length(), asked.length() - end.length()))
                        .filter(id -> IDENTIFIER.matcher(id).matches())
                : Optional.empty();
    }
}
