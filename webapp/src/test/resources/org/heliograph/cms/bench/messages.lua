-- Posts messages that no other one is like, in the form of a file: {n} in the text becomes a number, {w} a word of the text,
-- If spread, each comes from an address of its own, as a proxy tells.
local threads = 0

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

function init(args)
  local file = io.open(args[1], "rb")
  body = file:read("*a")
  file:close()
  words = {}
  for line in io.lines(args[2]) do
    words[#words + 1] = line
  end
  spread = args[3] == "spread"
  math.randomseed(id + os.time())
  count = 0
end

local function word()
  return words[math.random(#words)]
end

function request()
  count = count + 1
  local headers = { ["Content-Type"] = "application/json" }
  if spread then
    headers["X-Forwarded-For"] = math.random(1, 223) .. "." .. math.random(0, 255) .. "." .. math.random(0, 255) .. ".9"
  end
  return wrk.format("POST", nil, headers, (body:gsub("{n}", id .. "x" .. count):gsub("{w}", word)))
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d %d %d\n", summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(95), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
