using Npgsql;

namespace Ledger.Contributions.Vault;

/// <summary>The vault's tables: a step of the <c>migrate</c> job, run by the owner of the vault's database.</summary>
internal static class VaultSchema
{
    // Two jobs started by mistake wait for each other.
    private const long Lock = 0x4c45444745520002;

    public static async Task ApplyAsync(IServiceProvider services, CancellationToken ct)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        await using var connection = new NpgsqlConnection(Text(configuration, "VaultOwner"));
        await connection.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await VaultDatabase.RunAsync(connection, "select pg_advisory_xact_lock($1)", ct, Lock);
        await using var command = new NpgsqlCommand(Sql().Replace("{app}", Role(configuration), StringComparison.Ordinal), connection);
        await command.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static string Text(IConfiguration configuration, string name) => configuration.GetConnectionString(name)
        ?? throw new InvalidOperationException($"ConnectionStrings:{name} is not set.");

    private static string Role(IConfiguration configuration)
    {
        var user = new NpgsqlConnectionStringBuilder(Text(configuration, "Vault")).Username
            ?? throw new InvalidOperationException("ConnectionStrings:Vault names no user.");
        return '"' + user.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
    }

    private static string Sql()
    {
        using var stream = typeof(VaultSchema).Assembly.GetManifestResourceStream("Ledger.Contributions.Vault.vault.sql")
            ?? throw new InvalidOperationException("vault.sql is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
