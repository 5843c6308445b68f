using System.Text;
using Ledger.Cli.Connection;

namespace Ledger.EndToEnd.Tests;

/// <summary>The people of one consortium at the public face: what they send is taken, or refused with a code.</summary>
public sealed class PersonAtDesk : IDisposable
{
    private static readonly Patience Short = Patience.Default with { Total = TimeSpan.FromSeconds(30) };

    private readonly Session _session;

    private PersonAtDesk(Session session) => _session = session;

    public static async Task<PersonAtDesk> OpenAsync(LedgerSystem system, string consortium) => new(await Session.OpenAsync(
        new ConnectionOptions(new Uri(system.Gateway), system.PasswordFile, null), consortium, Short, null, CancellationToken.None));

    public void Dispose() => _session.Dispose();

    public Task<Receipt> PostAsync(string person, string path, object body, long? seen = null, string? key = null) =>
        _session.Client.PostAsync(person, path, key ?? Guid.NewGuid().ToString(), body, seen, CancellationToken.None);

    /// <summary>Sends what must be refused with this status and code.</summary>
    public async Task RefusedAsync(int status, string code, string person, string path, object body, long? seen = null, string? key = null)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => PostAsync(person, path, body, seen, key));
        Assert.True((status, code) == (refused.Status, refused.Code), $"Expected {status} {code}: {refused.Message}");
    }

    /// <summary>Id of the first thing of a list; waits for one that another service has to hear of first.</summary>
    public async Task<Guid> FirstAsync(string person, string path)
    {
        for (var left = 100; left > 0; left--)
        {
            if (await _session.Client.ListAsync<Listed>(person, path, CancellationToken.None) is [var first, ..]) return first.Id;
            await Task.Delay(100);
        }

        throw new TimeoutException($"{path} stays empty.");
    }

    /// <summary>The version that a person sees of a thing.</summary>
    public async Task<long> SeenAsync(string person, string path) =>
        (await _session.Client.GetAsync<System.Text.Json.JsonElement>(person, path, CancellationToken.None)).Version!.Value;

    /// <summary>Everything of a list that a person sees.</summary>
    public Task<IReadOnlyList<T>> ListAsync<T>(string person, string path) => _session.Client.ListAsync<T>(person, path, CancellationToken.None);

    /// <summary>Whether there is such a thing for this person.</summary>
    public async Task<bool> SeesAsync(string person, string path) =>
        await _session.Client.FindAsync<System.Text.Json.JsonElement>(person, path, CancellationToken.None) is not null;

    public async Task<string> HashAsync(string person, Guid agreement) =>
        (await _session.Client.GetAsync<Written>(person, $"agreements/{agreement}", CancellationToken.None)).Value.DocumentHash;

    public async Task<string> ProposalAsync(string person, Guid run) =>
        (await _session.Client.GetAsync<Run>(person, $"runs/{run}", CancellationToken.None)).Value.Proposal.Hash;

    public Task<Stored> UploadAsync(string person, string text) =>
        _session.Client.UploadAsync<Stored>(person, "evidence", Encoding.UTF8.GetBytes(text), "text/plain", CancellationToken.None);

    /// <summary>A run computed over everything that has arrived.</summary>
    public Task<Receipt> ComputedAsync(string person, Guid pool) => PostAsync(person, "runs", new { pool });

    /// <summary>A file that the evidence store keeps.</summary>
    public sealed record Stored(string Sha256, long Size);

    private sealed record Listed(Guid Id);

    private sealed record Written(string DocumentHash);

    private sealed record Run(Proposal Proposal);

    private sealed record Proposal(string Hash);
}
