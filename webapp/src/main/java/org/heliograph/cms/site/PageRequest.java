package org.heliograph.cms.site;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a page may know of the request that it answers. Which of the parameters were asked for is noted: a page that looks at
 * none is the same for all of them.
 */
final class PageRequest {

    private final PageAddress address;
    private final String host;
    private final String queryString;
    private final Map<String, List<String>> parameters;
    private final String user;
    private final boolean author;
    private final boolean editing;
    private final Set<String> asked = new TreeSet<>();
    private boolean askedForAll;
    private boolean personal;

    /**
     * @param address that is answered
     * @param host scheme and host by which the client knows this host
     * @param queryString as it was sent; empty for none
     * @param parameters decoded, those of a mapping included
     * @param user name of the caller
     * @param author whether the caller edits pages
     * @param editing whether what editors need is shown
     */
    PageRequest(
            PageAddress address,
            String host,
            String queryString,
            Map<String, List<String>> parameters,
            String user,
            boolean author,
            boolean editing) {
        this.address = address;
        this.host = host;
        this.queryString = queryString;
        this.parameters = parameters;
        this.user = user;
        this.author = author;
        this.editing = editing;
    }

    /** The same for everybody, whatever the parameters are: for pages that stand for others. */
    PageRequest withoutParameters() {
        return new PageRequest(address, host, "", Map.of(), user, false, false);
    }

    PageAddress address() {
        return address;
    }

    Locale locale() {
        return address.locale();
    }

    String host() {
        personal = true;
        return host;
    }

    String user() {
        personal = true;
        return user;
    }

    boolean isAuthor() {
        return author;
    }

    boolean isEditing() {
        return editing;
    }

    String queryString() {
        askedForAll = true;
        return queryString;
    }

    List<String> parameter(String name) {
        asked.add(name);
        return parameters.getOrDefault(name, List.of());
    }

    Map<String, List<String>> parameters() {
        askedForAll = true;
        return parameters;
    }

    /** Names of the parameters that were asked for. */
    Set<String> asked() {
        return asked;
    }

    /** Whether more was asked for than single parameters. */
    boolean isAskedForAll() {
        return askedForAll;
    }

    /** Whether something was asked for that other requests for the same page have otherwise. */
    boolean isPersonal() {
        return personal;
    }
}
