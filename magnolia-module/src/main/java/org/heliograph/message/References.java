package org.heliograph.message;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.jcr.RepositoryException;
import org.heliograph.host.PublishedContent;

/** Items that senders name. */
final class References {

    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    /** Names of nodes may not have the other characters, so that nothing else reaches the repository. */
    private static final Pattern PATH =
            Pattern.compile("(/(?!\\.{1,2}(/|$))[^/:\\[\\]|*'\"\\p{Cntrl}\\s]{1,150}){1,20}");

    private static final int MAX_LENGTH = 500;

    private References() {}

    /** The item of an identifier or path, if it is published in one of some workspaces; empty for what is neither. */
    static Optional<PublishedContent.Item> find(
            PublishedContent published, Collection<String> workspaces, String sent, Locale language)
            throws RepositoryException {
        String reference = sent.strip();
        boolean isReference = reference.length() <= MAX_LENGTH
                && (ID.matcher(reference).matches() || PATH.matcher(reference).matches());
        for (String workspace : isReference ? workspaces : List.<String>of()) {
            Optional<PublishedContent.Item> item = published.find(workspace, reference, language);
            if (item.isPresent()) {
                return item;
            }
        }
        return Optional.empty();
    }
}
