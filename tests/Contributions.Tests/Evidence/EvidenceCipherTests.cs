using System.Text;
using Ledger.Contributions.Domain;
using Ledger.Contributions.EvidenceFiles;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Contributions.Tests;

/// <summary>What lies on disk: nothing that can be read, and nothing that can be changed unseen.</summary>
public sealed class EvidenceCipherTests : IDisposable
{
    private const string Canary = "Formula of the coating: 42 parts zirconium";

    private static readonly EvidenceMediaType Plain = EvidenceMediaType.Find("text/plain")!;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "ledger-cipher-" + Guid.NewGuid().ToString("n"));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_on_disk_tells_the_content_its_hash_or_its_type()
    {
        var kept = await KeepAsync(Store(), "taihu", Encoding.UTF8.GetBytes(Canary));
        foreach (var path in Everything())
        {
            Assert.DoesNotContain(kept.Sha256, path, StringComparison.Ordinal);
            var bytes = Convert.ToHexStringLower(await File.ReadAllBytesAsync(path, Ct));
            foreach (var secret in new[] { Hex(Canary[..8]), Hex(Canary[^8..]), Hex("text/plain"), kept.Sha256, Hex(kept.Sha256) })
                Assert.DoesNotContain(secret, bytes, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Two_consortia_with_the_same_file_cannot_learn_of_each_other()
    {
        var bytes = Encoding.UTF8.GetBytes(Canary);
        await KeepAsync(Store(), "taihu", bytes);
        await KeepAsync(Store(), "lakeside", bytes);
        var files = Under("files");
        Assert.Equal(2, files.Length);
        Assert.NotEqual(Path.GetFileName(files[0]), Path.GetFileName(files[1]));
        Assert.False(File.ReadAllBytes(files[0]).AsSpan(ChunkCipher.HeadBytes).SequenceEqual(File.ReadAllBytes(files[1]).AsSpan(ChunkCipher.HeadBytes)));
    }

    [Fact]
    public async Task A_file_and_its_key_moved_to_another_consortium_do_not_open()
    {
        var kept = await KeepAsync(Store(), "taihu", Encoding.UTF8.GetBytes(Canary));
        await KeepAsync(Store(), "lakeside", Encoding.UTF8.GetBytes(Canary));
        var foreign = Under("files").Single(path => path.Contains("lakeside", StringComparison.Ordinal));
        File.Copy(Under("files").Single(path => path.Contains("taihu", StringComparison.Ordinal)), foreign, overwrite: true);
        var key = Under("keys").Single(path => path.Contains("taihu", StringComparison.Ordinal));
        var place = key.Replace("taihu", "lakeside", StringComparison.Ordinal);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.Copy(key, place);
        await Assert.ThrowsAsync<EvidenceDamagedException>(() => Store().OpenAsync("lakeside", kept.Sha256, Ct));
    }

    [Fact]
    public async Task No_bit_of_a_stored_file_or_of_its_key_can_be_changed_unseen()
    {
        var kept = await KeepAsync(Store(), "taihu", "thirty bytes of market evidence"u8.ToArray());
        var store = Store();
        foreach (var path in Under("files").Concat(Under("keys")))
        {
            var whole = await File.ReadAllBytesAsync(path, Ct);
            for (var bit = 0; bit < whole.Length * 8; bit++)
            {
                var changed = whole.ToArray();
                changed[bit / 8] ^= (byte)(1 << (bit % 8));
                await File.WriteAllBytesAsync(path, changed, Ct);
                await RefusedAsync(store, kept.Sha256);
            }

            await File.WriteAllBytesAsync(path, whole, Ct);
        }

        Assert.NotNull(await store.OpenAsync("taihu", kept.Sha256, Ct));
    }

    [Fact]
    public async Task Chunks_cannot_be_cut_off_left_out_repeated_or_moved()
    {
        var bytes = new byte[(3 * ChunkCipher.PlainBytes) + 1];
        new Random(7).NextBytes(bytes);
        var kept = await KeepAsync(Store(), "taihu", bytes);
        var path = Under("files").Single();
        var whole = await File.ReadAllBytesAsync(path, Ct);
        var head = whole[..ChunkCipher.HeadBytes];
        byte[][] chunks = [.. whole[ChunkCipher.HeadBytes..].Chunk(ChunkCipher.StoredBytes)];
        Assert.Equal([ChunkCipher.StoredBytes, ChunkCipher.StoredBytes, ChunkCipher.StoredBytes, 1 + ChunkCipher.TagBytes], chunks.Select(chunk => chunk.Length));
        byte[][] broken =
        [
            [], head, [.. head, .. chunks[0]], [.. head, .. chunks[0], .. chunks[1], .. chunks[2]], whole[..^1], [.. whole, 0],
            [.. head, .. chunks[1], .. chunks[0], .. chunks[2], .. chunks[3]], [.. head, .. chunks[0], .. chunks[2], .. chunks[3]],
            [.. head, .. chunks[0], .. chunks[0], .. chunks[1], .. chunks[2], .. chunks[3]], [.. whole, .. chunks[3]],
            [.. head, .. chunks[3]], whole[..(ChunkCipher.HeadBytes + 5)],
        ];
        foreach (var bad in broken)
        {
            await File.WriteAllBytesAsync(path, bad, Ct);
            await RefusedAsync(Store(), kept.Sha256);
        }
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_read_ends_the_reading_and_gives_no_wrong_byte()
    {
        var bytes = new byte[3 * ChunkCipher.PlainBytes];
        new Random(8).NextBytes(bytes);
        var kept = await KeepAsync(Store(), "taihu", bytes);
        await using var stream = (await Store().OpenAsync("taihu", kept.Sha256, Ct))!;
        var path = Under("files").Single();
        var stored = await File.ReadAllBytesAsync(path, Ct);
        stored[ChunkCipher.HeadBytes + ChunkCipher.StoredBytes + 100] ^= 1;
        await using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) await file.WriteAsync(stored, Ct);
        var read = new byte[ChunkCipher.PlainBytes];
        await stream.ReadExactlyAsync(read, Ct);
        Assert.True(read.AsSpan().SequenceEqual(bytes.AsSpan(0, read.Length)));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await stream.ReadExactlyAsync(read, Ct));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(65_535, 3)]
    [InlineData(65_536, 65_536)]
    [InlineData(150_000, 46_608)]
    public async Task Any_range_can_be_read(int from, int count)
    {
        var bytes = new byte[196_608];
        new Random(9).NextBytes(bytes);
        var kept = await KeepAsync(Store(), "taihu", bytes);
        await using var stream = (await Store().OpenAsync("taihu", kept.Sha256, Ct))!;
        Assert.Equal(196_608, stream.Length);
        stream.Position = from;
        var read = new byte[count];
        await stream.ReadExactlyAsync(read, Ct);
        Assert.True(read.AsSpan().SequenceEqual(bytes.AsSpan(from, count)));
        Assert.True(from + count < bytes.Length || stream.ReadByte() == -1);
    }

    [Fact]
    public async Task Old_keys_are_read_new_files_take_the_new_one_and_rewrapping_frees_the_old()
    {
        var old = await KeepAsync(Store("a"), "taihu", "old paper"u8.ToArray());
        await Assert.ThrowsAsync<RequestRefusedException>(() => Store("b").FindAsync("taihu", old.Sha256, Ct));
        Assert.Equal((0, 1), Store("b").Rewrap(Ct));
        var both = Store("ba");
        Assert.Equal(old, await both.FindAsync("taihu", old.Sha256, Ct));
        var young = await KeepAsync(both, "taihu", "new paper"u8.ToArray());
        Assert.Equal(young, await Store("b").FindAsync("taihu", young.Sha256, Ct));

        var content = await File.ReadAllBytesAsync(Under("files")[0], Ct);
        Assert.Equal((1, 0), both.Rewrap(Ct));
        Assert.Equal((0, 0), both.Rewrap(Ct));
        Assert.Equal(content, await File.ReadAllBytesAsync(Under("files")[0], Ct));
        Assert.Equal("old paper", await ReadAsync(Store("b"), old.Sha256));
        Assert.Equal("evidence.key-unknown", (await Assert.ThrowsAsync<RequestRefusedException>(() => Store("a").OpenAsync("taihu", old.Sha256, Ct))).Problem.Code);
    }

    [Fact]
    public async Task A_folder_that_was_begun_under_other_names_is_not_taken_for_an_empty_one()
    {
        await Store().ProbeAsync(Ct);
        await Store("x").ProbeAsync(Ct);
        var other = EvidenceKeys.Parse($"names={EvidenceSamples.Secret('m')} key={EvidenceSamples.Secret('k')}");
        await Assert.ThrowsAsync<InvalidOperationException>(() => new FolderEvidenceStore(_folder, other).ProbeAsync(Ct));
    }

    [Fact]
    public async Task Erasing_destroys_key_and_file_and_a_backup_of_the_file_alone_says_nothing_any_more()
    {
        var store = Store();
        var kept = await KeepAsync(store, "taihu", Encoding.UTF8.GetBytes(Canary));
        var other = await KeepAsync(store, "lakeside", Encoding.UTF8.GetBytes(Canary));
        var (path, backup) = (Under("files").Single(file => file.Contains("taihu", StringComparison.Ordinal)), Path.Combine(_folder, "backup"));
        File.Copy(path, backup);
        await store.EraseAsync("taihu", kept.Sha256, Ct);
        await store.EraseAsync("taihu", kept.Sha256, Ct);
        Assert.Null(await store.FindAsync("taihu", kept.Sha256, Ct));
        Assert.Single(Under("files"));
        Assert.Single(Under("keys"));
        File.Copy(backup, path);
        Assert.Null(await store.FindAsync("taihu", kept.Sha256, Ct));
        await Assert.ThrowsAsync<EvidenceDamagedException>(() => store.OpenAsync("taihu", kept.Sha256, Ct));
        Assert.Equal(other, await store.FindAsync("lakeside", other.Sha256, Ct));
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private static async Task RefusedAsync(FolderEvidenceStore store, string sha256)
    {
        try
        {
            Assert.Null(await store.OpenAsync("taihu", sha256, Ct));
            Assert.Fail("A changed file was taken for none at all.");
        }
        catch (EvidenceDamagedException damaged)
        {
            Assert.Equal(sha256, damaged.Sha256);
        }
        catch (RequestRefusedException refused)
        {
            Assert.Equal("evidence.key-unknown", refused.Problem.Code);
        }
    }

    private static async Task<EvidenceFile> KeepAsync(FolderEvidenceStore store, string tenant, byte[] bytes)
    {
        await using var draft = store.Begin(tenant);
        await draft.WriteAsync(bytes, Ct);
        return await draft.KeepAsync(Plain, Ct);
    }

    private static async Task<string> ReadAsync(FolderEvidenceStore store, string sha256)
    {
        using var reader = new StreamReader((await store.OpenAsync("taihu", sha256, Ct))!);
        return await reader.ReadToEndAsync(Ct);
    }

    private static string Hex(string text) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));

    private FolderEvidenceStore Store(string keys = "k") => new(_folder, EvidenceSamples.Keys(keys));

    private string[] Under(string part) => Directory.Exists(Path.Combine(_folder, part))
        ? [.. Directory.GetFiles(Path.Combine(_folder, part), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
        : [];

    private string[] Everything() => Directory.GetFiles(_folder, "*", SearchOption.AllDirectories);
}
