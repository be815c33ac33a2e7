using System.Buffers;
using System.Runtime.CompilerServices;
using BindCheck.Listeners.Apis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Listeners;

/// <summary>
/// The cheap test that comes first: which words of the API table does a file's text contain? Files without any are never bound,
/// so that BindCheck costs nothing where nothing listens. The answer is kept with the syntax tree.
/// </summary>
internal static class NameGate
{
    private const int ChunkLength = 16 * 1024;

    // A target-typed 'new(address, port)' or an alias hides the name of the listener, not that of its address.
    private static readonly string[] s_addressTypes = ["IPAddress", "IPEndPoint"];

    // What an ASP.NET Core host is built by, or passed as.
    private static readonly string[] s_hosts = ["WebApplication", "WebHost", "IWebHostBuilder", "WebHostBuilder"];

    // These say nothing: half of all files create, bind or start something. A file that means a listener names its type, or an address.
    private static readonly HashSet<string> s_common = new(StringComparer.Ordinal)
    {
        "Add", "Address", "AddEndPoint", "Bind", "Connect", "Create", "EndPoint", "Endpoint", "Host", "Hostname", "HostName", "Init", "Ip", "Listen",
        "Open", "Port", "Run", "RunAsync", "Server", "Start", "StartAsync", "Url", "Urls",
    };

    private static readonly string[] s_words = ListenerTable.BuiltIn.SelectMany(api => WordsOf(api)).Concat(s_addressTypes).Distinct(StringComparer.Ordinal).ToArray();
    private static readonly int s_maxLength = s_words.Max(static word => word.Length);
    private static readonly (string Word, int Bit)[][] s_buckets = Buckets();
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<WordSet>> s_answers = new();

    /// <summary>The words that a file must contain one of for built-in rows to occur in it.</summary>
    internal static WordSet WordsOf(IEnumerable<ListenerApi> builtIn)
    {
        var words = default(WordSet);
        foreach (var word in builtIn.SelectMany(api => WordsOf(api)).Concat(s_addressTypes)) words = words.With(Array.IndexOf(s_words, word));
        return words;
    }

    /// <summary>The words of the built-in rows that a file contains.</summary>
    internal static WordSet WordsIn(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (!s_answers.TryGetValue(tree, out var answer))
        {
            var words = WordsIn(tree.GetText(cancellationToken));
            answer = s_answers.GetValue(tree, _ => new(words));
        }

        return answer.Value;
    }

    /// <summary>The words of which a file must contain one for a row to occur in it.</summary>
    /// <param name="api">The row.</param>
    /// <param name="isExtension">Whether its members are called on other types, so that nobody writes the name of its own.</param>
    internal static string[] WordsOf(ListenerApi api, bool isExtension = false) => api.Shape switch
    {
        Shape.Keyed when api.Member == "this[]" => ["urls", "Urls", "URLS", "Kestrel"],
        _ when api.Member == ".ctor" => [api.TypeName],
        // Such a collection is reached through a property of its own name.
        _ when api.Member == "Add" && api.Server is Server.HttpListener or Server.HttpSys => ["Prefixes", "UrlPrefixes", api.TypeName],
        // Everything starts and runs; what starts or runs a host has built it, or is given it by its type.
        _ when api.Server == Server.HostUrls && api.Member is "Run" or "RunAsync" or "Start" or "StartWith" => s_hosts,
        // Kestrel's options and hosts are held by what their builders return: no type is named.
        _ when isExtension || api.Server is Server.Kestrel or Server.HostUrls => [api.Member],
        _ when !s_common.Contains(api.Member) => [api.Member],
        // A derived type hides the name, but not the library's.
        _ when api.Server == Server.Library => [api.TypeName, api.Type.Split('.').First(static segment => segment != "Microsoft")],
        _ => [api.TypeName],
    };

    // By length and first letter, so that more words make no file slower.
    private static (string, int)[][] Buckets()
    {
        var buckets = new List<(string, int)>?[BucketOf(s_maxLength + 1, '\0')];
        for (var i = 0; i < s_words.Length; i++) (buckets[BucketOf(s_words[i].Length, s_words[i][0])] ??= []).Add((s_words[i], i));
        return Array.ConvertAll(buckets, static list => list?.ToArray() ?? []);
    }

    private static int BucketOf(int length, char first) => length << 5 | first & 31;

    private static WordSet WordsIn(SourceText text)
    {
        var found = default(WordSet);
        var buffer = ArrayPool<char>.Shared.Rent(ChunkLength);
        for (var position = 0; position < text.Length;)
        {
            var count = Math.Min(ChunkLength, text.Length - position);
            text.CopyTo(position, buffer, 0, count);
            var isLast = position + count == text.Length;
            position += Scan(buffer, count, isLast, ref found);
        }

        ArrayPool<char>.Shared.Return(buffer);
        return found;
    }

    /// <summary>Looks at each word of the buffer; returns how much of it is done: all but a word cut off at its end.</summary>
    private static int Scan(char[] buffer, int count, bool isLast, ref WordSet found)
    {
        for (var i = 0; i < count;)
        {
            if (!IsWord(buffer[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < count && IsWord(buffer[i])) i++;
            if (i == count && !isLast && start > 0) return start;
            var length = i - start;
            if (length > s_maxLength) continue;
            foreach (var (word, bit) in s_buckets[BucketOf(length, buffer[start])])
                if (new ReadOnlySpan<char>(buffer, start, length).SequenceEqual(word.AsSpan())) found = found.With(bit);
        }

        return count;
    }

    private static bool IsWord(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' or > '\u007f';
}
