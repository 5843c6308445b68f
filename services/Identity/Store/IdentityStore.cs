using Ledger.Identity.Keys;
using Ledger.Identity.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Ledger.Identity.Store;

/// <summary>
/// The provider's tables, all in the schema <c>identity</c>: people, the key ring, and OpenIddict's clients, authorizations,
/// scopes and tokens. Changed by the migrations beside it only (<see cref="Migrator"/>).
/// </summary>
public sealed class IdentityStore(DbContextOptions<IdentityStore> options) : DbContext(options)
{
    /// <summary>Schema of every table.</summary>
    public const string Schema = "identity";

    /// <summary>Table that records which migrations have run.</summary>
    public const string History = "migrations";

    /// <summary>Everybody who can sign in.</summary>
    public DbSet<Person> People => Set<Person>();

    /// <summary>The keys of the cookies.</summary>
    public DbSet<KeyRingEntry> KeyRing => Set<KeyRingEntry>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.Entity<Person>(person =>
        {
            person.ToTable("people", table =>
            {
                // The consortium decides what a person may see at all: it cannot part from the subject, whoever writes the row.
                table.HasCheckConstraint(
                    "people_subject", "subject ~ '^[a-z0-9][a-z0-9-]{0,62}@[a-z0-9][a-z0-9-]{0,62}$' and split_part(subject, '@', 2) = consortium");
                table.HasCheckConstraint(
                    "people_roles", $"roles <@ array[{string.Join(", ", Role.All.Select(role => $"'{role}'"))}]");
            });
            person.HasKey(p => p.Subject);
            person.Property(p => p.Subject).HasColumnName("subject");
            person.Property(p => p.Consortium).HasColumnName("consortium");
            person.Property(p => p.NameEn).HasColumnName("name_en");
            person.Property(p => p.NameZh).HasColumnName("name_zh");
            person.Property(p => p.Organisation).HasColumnName("organisation");
            person.Property(p => p.Roles).HasColumnName("roles");
            person.Property(p => p.PasswordHash).HasColumnName("password_hash");
            person.Property(p => p.Stamp).HasColumnName("stamp");
            person.Property(p => p.ValidFrom).HasColumnName("valid_from");
            person.Property(p => p.ValidUntil).HasColumnName("valid_until");
            person.Property(p => p.Disabled).HasColumnName("disabled");
            person.Property(p => p.Failures).HasColumnName("failures");
            person.Property(p => p.LockedUntil).HasColumnName("locked_until");
        });
        modelBuilder.Entity<KeyRingEntry>(key =>
        {
            key.ToTable("key_ring");
            key.Property(k => k.Id).HasColumnName("id");
            key.Property(k => k.Name).HasColumnName("name");
            key.Property(k => k.Xml).HasColumnName("xml");
        });
        modelBuilder.UseOpenIddict();
    }
}

/// <summary>For the tool that writes migrations: the model without a database.</summary>
public sealed class IdentityStoreAtDesignTime : IDesignTimeDbContextFactory<IdentityStore>
{
    /// <inheritdoc/>
    public IdentityStore CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<IdentityStore>().UseLedgerPostgres("Host=design-time").Options);
}
