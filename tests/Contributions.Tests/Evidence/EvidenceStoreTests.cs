using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Ledger.Contributions.Domain;
using Ledger.Contributions.EvidenceFiles;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Contributions.Tests;

/// <summary>The folder store on a temporary folder: the only tests here that touch a disk.</summary>
public sealed class EvidenceStoreTests : IDisposable
{
    private static readonly EvidenceMediaType Plain = EvidenceMediaType.Find("text/plain")!;
    private static readonly EvidenceMediaType Csv = EvidenceMediaType.Find("text/csv")!;
    private static readonly EvidenceMediaType Pdf = EvidenceMediaType.Find("application/pdf")!;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "ledger-evidence-" + Guid.NewGuid().ToString("n"));
    private readonly FolderEvidenceStore _store;

    public EvidenceStoreTests() => _store = new FolderEvidenceStore(_folder, EvidenceSamples.Keys());

    private static EvidenceIntake Intake => new(new NoScanner());

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_stored_under_the_hash_of_its_bytes_and_comes_back_whole()
    {
        var kept = await KeepAsync("taihu", "invoice 0042", Plain);
        Assert.Equal(new EvidenceFile(Hash("invoice 0042"), 12, "text/plain"), kept);
        Assert.Equal(kept, await _store.FindAsync("taihu", kept.Sha256, Ct));
        Assert.Equal("invoice 0042", await ReadAsync("taihu", kept.Sha256));
        Assert.Empty(Incoming());
    }

    [Fact]
    public async Task The_same_bytes_are_the_same_file_and_the_first_upload_decides_the_type()
    {
        var first = await KeepAsync("taihu", "a,b", Plain);
        var second = await KeepAsync("taihu", "a,b", Csv);
        Assert.Equal(first, second);
        Assert.Single(Files());
    }

    [Fact]
    public async Task Uploads_of_the_same_bytes_at_once_leave_one_file()
    {
        var kept = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => KeepAsync("taihu", "same", Plain), Ct)));
        Assert.Single(kept.Distinct());
        Assert.Single(Files());
        Assert.Single(Keys());
        Assert.Empty(Incoming());
    }

    [Fact]
    public async Task Another_consortium_does_not_see_the_file()
    {
        var kept = await KeepAsync("taihu", "secret", Plain);
        Assert.Null(await _store.FindAsync("lakeside", kept.Sha256, Ct));
        Assert.Null(await _store.OpenAsync("lakeside", kept.Sha256, Ct));
    }

    [Fact]
    public async Task A_hash_is_no_path()
    {
        await KeepAsync("taihu", "x", Plain);
        Assert.Null(await _store.FindAsync("taihu", "../taihu", Ct));
        Assert.Null(await _store.OpenAsync("taihu", "", Ct));
    }

    [Fact]
    public async Task A_damaged_file_is_not_shown_and_a_new_upload_heals_it()
    {
        var kept = await KeepAsync("taihu", "figures 100", Plain);
        var stored = await File.ReadAllBytesAsync(Files().Single(), Ct);
        stored[^20] ^= 1;
        await File.WriteAllBytesAsync(Files().Single(), stored, Ct);
        await Assert.ThrowsAsync<EvidenceDamagedException>(() => _store.OpenAsync("taihu", kept.Sha256, Ct));
        Assert.Equal(kept, await KeepAsync("taihu", "figures 100", Csv));
        Assert.Single(Keys());
        Assert.Equal("figures 100", await ReadAsync("taihu", kept.Sha256));
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        await using (var draft = _store.Begin("taihu"))
        {
            await draft.WriteAsync("half"u8.ToArray(), Ct);
        }

        Assert.Empty(Files());
        Assert.Empty(Incoming());
    }

    [Fact]
    public async Task What_a_dead_process_left_is_swept_away_and_what_is_under_way_stays()
    {
        await _store.ProbeAsync(Ct);
        var old = Path.Combine(_folder, ".incoming", "old");
        var young = Path.Combine(_folder, ".incoming", "young");
        await File.WriteAllTextAsync(old, "x", Ct);
        await File.WriteAllTextAsync(young, "x", Ct);
        var now = DateTimeOffset.UtcNow;
        File.SetLastWriteTimeUtc(old, now.UtcDateTime.AddDays(-2));
        _store.Sweep(now);
        Assert.Equal([young], Incoming());
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_noticed()
    {
        var file = Path.Combine(_folder, "not-a-folder");
        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(file, "x", Ct);
        await Assert.ThrowsAnyAsync<IOException>(() => new FolderEvidenceStore(Path.Combine(file, "evidence"), EvidenceSamples.Keys()).ProbeAsync(Ct));
    }

    [Fact]
    public async Task Ten_megabytes_are_taken_and_one_byte_more_is_not()
    {
        var most = new byte[ContributionLimits.EvidenceFileBytes];
        Assert.Equal(most.Length, (await ReceiveAsync(most, Plain)).Size);
        var refused = await Assert.ThrowsAsync<RequestRefusedException>(() => ReceiveAsync([.. most, 0], Plain));
        Assert.Equal((413, "request.too-large"), (refused.Problem.Status, refused.Problem.Code));
        Assert.Single(Files());
        Assert.Empty(Incoming());
    }

    [Fact]
    public async Task An_empty_file_is_no_evidence() =>
        Assert.Equal("evidence.empty", (await Assert.ThrowsAsync<RequestRefusedException>(() => ReceiveAsync([], Plain))).Problem.Code);

    [Fact]
    public async Task A_file_that_is_not_what_it_says_is_refused_and_not_stored()
    {
        var refused = await Assert.ThrowsAsync<RequestRefusedException>(() => ReceiveAsync("<html>"u8.ToArray(), Pdf));
        Assert.Equal((422, "evidence.content-mismatch"), (refused.Problem.Status, refused.Problem.Code));
        await Assert.ThrowsAsync<RequestRefusedException>(() => ReceiveAsync("%PDF-1.7"u8.ToArray(), Plain));
        Assert.Empty(Files());
        Assert.Empty(Incoming());
    }

    [Fact]
    public async Task A_body_that_comes_byte_by_byte_is_judged_and_stored_alike()
    {
        await using var draft = _store.Begin("taihu");
        var kept = await Intake.ReceiveAsync(new Dribble("%PDF-1.7 and more %%EOF"u8.ToArray()), Pdf, draft, 100, (_, _) => Task.CompletedTask, Ct);
        Assert.Equal(Hash("%PDF-1.7 and more %%EOF"), kept.Sha256);
    }

    [Fact]
    public async Task Whatever_bytes_come_go_in_and_come_out() =>
        await Gen.Byte.Array[1, 300_000].SampleAsync(async bytes =>
        {
            var kept = await ReceiveAsync(bytes, Plain.Fits(bytes) ? Plain : throw new InvalidOperationException("Random bytes began with a signature."));
            await using var stream = await _store.OpenAsync("taihu", kept.Sha256, CancellationToken.None);
            using var copy = new MemoryStream();
            await stream!.CopyToAsync(copy);
            return copy.ToArray().AsSpan().SequenceEqual(bytes) && kept.Size == bytes.Length;
        }, iter: 20);

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private async Task<EvidenceFile> KeepAsync(string tenant, string text, EvidenceMediaType type)
    {
        await using var draft = _store.Begin(tenant);
        await draft.WriteAsync(Encoding.UTF8.GetBytes(text), Ct);
        return await draft.KeepAsync(type, Ct);
    }

    private async Task<EvidenceFile> ReceiveAsync(byte[] bytes, EvidenceMediaType type)
    {
        await using var draft = _store.Begin("taihu");
        return await Intake.ReceiveAsync(
            new MemoryStream(bytes), type, draft, ContributionLimits.EvidenceFileBytes, (_, _) => Task.CompletedTask, CancellationToken.None);
    }

    private async Task<string> ReadAsync(string tenant, string sha256)
    {
        using var reader = new StreamReader((await _store.OpenAsync(tenant, sha256, Ct))!);
        return await reader.ReadToEndAsync(Ct);
    }

    private string[] Files() => Under("files");

    private string[] Keys() => Under("keys");

    private string[] Under(string part) => Directory.Exists(Path.Combine(_folder, part))
        ? Directory.GetFiles(Path.Combine(_folder, part), "*", SearchOption.AllDirectories)
        : [];

    private string[] Incoming() => Directory.GetFiles(Path.Combine(_folder, ".incoming"));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed class Dribble(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}
