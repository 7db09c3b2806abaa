package dev.latchkey.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code latchkey schema}. */
final class SchemaTest {
    @Test
    void the_tables_of_postgres_and_mariadb_are_printed_and_of_others_there_are_none() {
        Ran ran = Ran.of("schema", "postgres");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("CREATE TABLE latchkey_profile", "SET value = '1' WHERE name = 'schema';");
        Ran other = Ran.of("schema", "mariadb");
        assertThat(other.status()).isZero();
        assertThat(other.out())
                .contains("latchkey_profile (", "ENGINE = InnoDB", "SET value = '1' WHERE name = 'schema';");
        assertThat(Ran.of("schema", "oracle").status()).isEqualTo(2);
    }
}
