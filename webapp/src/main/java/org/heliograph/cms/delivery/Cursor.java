package org.heliograph.cms.delivery;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.index.Place;
import org.heliograph.cms.index.Search;
import org.heliograph.cms.web.RestException;

/**
 * Where a client is in a list: the place of the last node that it got, and a digest of that and of the query, so that a
 * cursor that was changed or belongs to another query is told. It is no secret: it holds values that the query sorts by,
 * so that it is given only for those that the endpoint shows.
 *
 * @param place behind which the page begins
 * @param query what it belongs to
 */
record Cursor(Place place, String query) {

    private static final int DIGEST_BYTES = 16;
    /** More would not fit into the request line. */
    private static final int MAX_ORDERS = 4;

    /**
     * @param text of the parameter; empty for the first page
     * @throws RestException if the cursor is none or belongs to another query, or the query cannot be paged so
     */
    static Cursor read(String text, Asked asked, QueryString query, Search search) {
        if (query.first("offset").isPresent()) {
            throw RestException.badRequest("The parameters cursor and offset exclude each other. Leave offset out.");
        }
        requireShown(search.orderBy(), new Visible(asked.endpoint()));
        String identity = identity(asked.endpoint(), search);
        if (text.isEmpty()) {
            return new Cursor(Place.START, identity);
        }
        Place place = decode(text, identity);
        if (place.keys().size() != search.orderBy().size() + 1) {
            throw invalid();
        }
        return new Cursor(place, identity);
    }

    private static void requireShown(List<Search.Order> orderBy, Visible visible) {
        if (orderBy.size() > MAX_ORDERS) {
            throw RestException.badRequest("With cursor the parameter orderBy takes up to " + MAX_ORDERS + " names.");
        }
        for (Search.Order order : orderBy) {
            String name = order.property();
            if (!name.equals("@name") && !name.equals("jcr:uuid") && !visible.shows(name)) {
                throw RestException.badRequest("With cursor the parameter orderBy takes properties that the endpoint"
                        + " shows, and it does not show '" + QueryString.shortened(name)
                        + "'. Page with offset, or let the endpoint show it.");
            }
        }
    }

    /** What must be the same for the next page: not the number of hits, nor what is shown of them. */
    private static String identity(Endpoint endpoint, Search search) {
        return List.of(
                        endpoint.id(),
                        search.view().name(),
                        search.filters().toString(),
                        search.fullText(),
                        search.orderBy().toString())
                .toString();
    }

    /** The cursor of the same query at another place. */
    Cursor at(Place next) {
        return new Cursor(next, query);
    }

    /** As clients send it: letters, digits, {@code -} and {@code _}. */
    String text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (byte[] key : place.keys()) {
                out.writeShort(key.length);
                out.write(key);
            }
            out.write(digest(bytes.toByteArray(), query));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    private static Place decode(String text, String query) {
        byte[] bytes = base64(text);
        int end = bytes.length - DIGEST_BYTES;
        if (end < 0) {
            throw invalid();
        }
        byte[] keys = Arrays.copyOf(bytes, end);
        if (!Arrays.equals(digest(keys, query), Arrays.copyOfRange(bytes, end, bytes.length))) {
            throw invalid();
        }
        return new Place(keys(keys));
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static List<byte[]> keys(byte[] bytes) {
        List<byte[]> keys = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            while (in.available() > 0) {
                byte[] key = new byte[in.readUnsignedShort()];
                in.readFully(key);
                keys.add(key);
            }
        } catch (IOException e) {
            throw invalid();
        }
        return keys;
    }

    private static byte[] digest(byte[] keys, String query) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(keys);
            return Arrays.copyOf(sha256.digest(query.getBytes(StandardCharsets.UTF_8)), DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static RestException invalid() {
        return RestException.badRequest("The parameter cursor takes the nextCursor of an answer to the same query, with"
                + " the same endpoint, filters, q and orderBy; begin anew with an empty cursor.");
    }
}
