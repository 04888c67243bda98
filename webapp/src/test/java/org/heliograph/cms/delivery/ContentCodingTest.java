package org.heliograph.cms.delivery;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.Decoder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ContentCodingTest {

    @BeforeAll
    static void requireBrotli() {
        Assumptions.assumeTrue(Brotli4jLoader.isAvailable(), "Brotli is not there for this platform");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
                    gzip, deflate, br, zstd   ! BR
                    gzip, br                  ! BR
                    BR                        ! BR
                    gzip;q=0.5, br;q=0.5      ! BR
                    gzip;q=1.0, br;q=0.9      ! GZIP
                    gzip; q=0.8, br; Q=0.9    ! BR
                    br;q=0, gzip              ! GZIP
                    br;q=0.000, gzip;q=0      ! IDENTITY
                    gzip                      ! GZIP
                    x-gzip, brotli            ! IDENTITY
                    *                         ! IDENTITY
                    identity                  ! IDENTITY
                    ;, ,=                     ! IDENTITY
                    br;q=much                 ! BR
            """)
    void theCodingWithTheHighestWeightIsTaken(String header, ContentCoding expected) {
        assertThat(ContentCoding.preferred(Collections.enumeration(List.of(header))))
                .isEqualTo(expected);
    }

    @Test
    void severalHeadersCountAsOne() {
        assertThat(ContentCoding.preferred(Collections.enumeration(List.of("gzip", "br;q=0.1"))))
                .isEqualTo(ContentCoding.GZIP);
        assertThat(ContentCoding.preferred(Collections.emptyEnumeration())).isEqualTo(ContentCoding.IDENTITY);
    }

    @Test
    void whatIsEncodedCanBeDecoded() throws Exception {
        // given
        byte[] plain = "{\"title\":\"瓦屋面挂钩系统\"}".repeat(500).getBytes(StandardCharsets.UTF_8);

        // when
        byte[] brotli = ContentCoding.BR.encode(plain);
        byte[] gzip = ContentCoding.GZIP.encode(plain);

        // then
        assertThat(Decoder.decompress(brotli).getDecompressedData()).isEqualTo(plain);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes())
                .isEqualTo(plain);
        assertThat(brotli).hasSizeLessThan(gzip.length);
        assertThat(ContentCoding.IDENTITY.encode(plain)).isEqualTo(plain);
    }
}
