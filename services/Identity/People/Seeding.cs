using Ledger.Identity.Settings;
using Ledger.Identity.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Identity.People;

/// <summary>
/// Puts the people of the seed files into the database, in Development only. Running it again changes nothing; after a change in
/// a file it updates names, organisations, roles and the password. It never removes anybody, and never enables whom the
/// operator disabled.
/// </summary>
public sealed class Seeding(
    IdentitySettings settings, IdentityStore store, IPasswordHasher<Person> hasher, ILogger<Seeding> log)
{
    // Two replicas that start at once seed one after the other.
    private const long Lock = 0x4c45444745520002;

    /// <summary>Seeds what the settings name; nothing without seed files.</summary>
    /// <exception cref="SettingsException">A seed file is faulty, or the environment is not Development.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        if (settings.SeedFiles.Count == 0)
        {
            return;
        }

        if (!settings.Development || settings.SeedPassword is not { } password)
        {
            throw new SettingsException("People are seeded in the Development environment only, with a seed password.");
        }

        // A later file has the last word about a person named in two.
        var people = settings.SeedFiles.SelectMany(SeedFile.Read).GroupBy(person => person.Subject).Select(group => group.Last()).ToList();
        var strategy = store.Database.CreateExecutionStrategy();
        var changes = await strategy.ExecuteAsync(ct, async token =>
        {
            store.ChangeTracker.Clear();
            await using var transaction = await store.Database.BeginTransactionAsync(token);
            await store.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Lock})", token);
            foreach (var person in people)
            {
                await ApplyAsync(person, password, token);
            }

            var changed = await store.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
            return changed;
        });
        log.LogInformation("Seeded {People} people from {Files} files, {Changes} of them new or changed", people.Count, settings.SeedFiles.Count, changes);
    }

    private async Task ApplyAsync(SeedPerson seed, string password, CancellationToken ct)
    {
        var person = await store.People.FindAsync([seed.Subject], ct);
        if (person is null)
        {
            store.People.Add(new Person
            {
                Subject = seed.Subject,
                Consortium = seed.Consortium,
                NameEn = seed.NameEn,
                NameZh = seed.NameZh,
                Organisation = seed.Organisation,
                Roles = seed.Roles,
                PasswordHash = hasher.HashPassword(null!, password),
                Stamp = Guid.NewGuid(),
            });
            return;
        }

        person.NameEn = seed.NameEn;
        person.NameZh = seed.NameZh;
        person.Organisation = seed.Organisation;
        if (!person.Roles.SequenceEqual(seed.Roles, StringComparer.Ordinal))
        {
            person.Roles = seed.Roles;
        }

        if (hasher.VerifyHashedPassword(person, person.PasswordHash, password) == PasswordVerificationResult.Failed)
        {
            person.PasswordHash = hasher.HashPassword(person, password);
            person.Stamp = Guid.NewGuid();
        }
    }
}
